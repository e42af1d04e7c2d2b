import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { toCaseNumber, type RawRow, type SourceReader } from '#base/contracts';
import { TopicNames, type OutgoingMessage } from '#base/kafka';
import { Database } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { silentObserver } from '../../../test/support/silent-observer.js';
import { applySources } from './apply-sources.js';
import type { Reach } from './look-back.js';
import { pollSource } from './poll-source.js';
import type { Reading } from './reading.js';
import { parseSource } from './source-document.js';
import { selectCheckpoints } from './sql/select-checkpoints.js';
import { startRun } from './sql/start-run.js';
import { streamStates, type StreamState } from './stream-state.js';

const second = (number: number): Date => new Date(Date.UTC(2026, 2, 2, 2, 0, number));
const never = new AbortController().signal;
let place: TestDatabase;
let database: Database;
/** A department of this test: rows in memory, a clock moved by hand, a broker that can refuse. */
let rows: { key: string; at: Date | null; note: string }[];
let now: Date;
let sent: OutgoingMessage[];
let refuseAfter: number;
let acknowledged: string[];

const asRaw = ({ key, at, note }: (typeof rows)[number]): RawRow => ({
  caseNumber: toCaseNumber(key),
  key: JSON.stringify([key]),
  cursor: { at: at?.toISOString() ?? null, key: [key] },
  cursorAt: at,
  body: Buffer.from(JSON.stringify({ PROJID: key, NOTE: note })),
  operation: 'put',
});

const reader: SourceReader = {
  now: async () => now,
  async *read({ stream, after, since, until, undated, pageSize }, signal) {
    const place = (row: RawRow): string => `${row.cursor.at ?? ''} ${row.key}`;
    const timed = (row: RawRow): boolean =>
      undated === true
        ? row.cursorAt === null
        : row.cursorAt !== null &&
          (until === null || row.cursorAt <= until) &&
          row.cursorAt >= (since ?? row.cursorAt);
    const found = rows
      .map(asRaw)
      .filter((row) => stream.mode !== 'keyset' || timed(row))
      .filter((row) => after === null || place(row) > `${after.at ?? ''} ${JSON.stringify(after.key)}`)
      .toSorted((left, right) => (place(left) < place(right) ? -1 : 1));
    for (let start = 0; start < found.length && !signal.aborted; start += pageSize) {
      const page = found.slice(start, start + pageSize);
      yield { rows: page, end: page.at(-1)?.cursor ?? null };
    }
  },
  acknowledge: async (_, taken) => void acknowledged.push(...taken.map(({ caseNumber }) => caseNumber)),
  check: async () => [],
  columns: async () => [],
  close: async () => undefined,
};

const publisher = {
  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    if (sent.length >= refuseAfter) throw new Error('the broker is away');
    sent.push(...messages);
  },
};

const definition = (mode: string): string => `
document: source
id: 370800.zjj.front
name: 前置库
connector: none
standard: shandong-front
generation: a
writeBack: true
read: { pageSize: 2, poll: 1s, lag: 1s, overlap: 10m, sweep: { every: 4s, window: 3d } }
streams: [{ name: result, kind: result, table: T, key: [PROJID], caseNumber: PROJID, ${mode} }]
`;

async function open(mode = 'mode: keyset, cursor: MAKETIME'): Promise<Reading> {
  const document = { path: 'front.yaml', text: definition(mode) };
  const source = parseSource(document);
  await database.transaction((tx) => applySources(tx, [document], { at: now, by: '', why: '' }));
  await database.query(
    `insert into intake.lease values ($1, 'me', now(), now() + interval '1 hour') on conflict do nothing`,
    [source.id],
  );
  const run = await startRun(database, source.id, 'me', now);
  const fixed = { clock: { now: () => now }, topics: new TopicNames(), owner: 'me' };
  return { ...fixed, source, reader, database, publisher, observer: silentObserver, run };
}

const statesOf = async (reading: Reading): Promise<readonly StreamState[]> =>
  streamStates(reading.source, await selectCheckpoints(database, reading.source.id));

/** Polls once and answers what reached the broker meanwhile. */
async function poll(
  reading: Reading,
  states: readonly StreamState[],
  reach: Reach,
): Promise<readonly string[]> {
  const from = sent.length;
  await pollSource(reading, states, reach, never);
  return sent.slice(from).map(({ key, headers }) => (headers['operation'] === 'delete' ? `-${key}` : key));
}

beforeAll(async () => {
  place = await cloneDatabase();
  database = new Database({ url: place.url, maxConnections: 4, applicationName: 'intake spec' });
});

beforeEach(async () => {
  await database.query('truncate intake.source, intake.checkpoint, intake.seen, intake.snapshot cascade');
  rows = ['A', 'B', 'C', 'D', 'E'].map((key, place) => ({ key, at: second(place), note: '' }));
  now = second(30);
  sent = [];
  refuseAfter = Infinity;
  acknowledged = [];
});

afterAll(async () => {
  await database.close();
  await place.drop();
});

test('a first load publishes every row once, and the next poll only what is new', async () => {
  const reading = await open();
  const states = await statesOf(reading);
  expect(await poll(reading, states, 'sweep')).toEqual(['A', 'B', 'C', 'D', 'E']);
  now = second(40);
  rows.push({ key: 'F', at: second(35), note: '' });
  expect(await poll(reading, states, 'overlap')).toEqual(['F']);
  expect(await poll(reading, states, 'sweep')).toEqual([]);
});

test('a row that commits late is found by the overlap, once', async () => {
  const reading = await open();
  const states = await statesOf(reading);
  await poll(reading, states, 'sweep');
  rows.push({ key: 'LATE', at: second(1), note: '' });
  expect(await poll(reading, states, 'overlap')).toEqual(['LATE']);
  expect(await poll(reading, states, 'overlap')).toEqual([]);
});

test('a sweep finds rows changed in place, dated back, without a time, and from a clock ahead', async () => {
  const reading = await open();
  const states = await statesOf(reading);
  await poll(reading, states, 'sweep');
  rows = rows.map((row) => (row.key === 'B' ? { ...row, note: 'deleted' } : row));
  rows.push({ key: 'OLD', at: new Date(+now - 2 * 86_400_000), note: '' });
  rows.push({ key: 'NULL', at: null, note: '' });
  rows.push({ key: 'AHEAD', at: new Date(+now + 3_600_000), note: '' });
  expect((await poll(reading, states, 'sweep')).toSorted()).toEqual(['AHEAD', 'B', 'NULL', 'OLD']);
  expect(await poll(reading, states, 'sweep')).toEqual([]);
});

test('a row inside the safety lag waits for the next poll', async () => {
  const reading = await open();
  const states = await statesOf(reading);
  rows.push({ key: 'F', at: new Date(+now - 500), note: '' });
  expect(await poll(reading, states, 'sweep')).not.toContain('F');
  now = new Date(+now + 1_000);
  expect(await poll(reading, states, 'overlap')).toEqual(['F']);
});

test('after a crash between acks and checkpoint only the last page is repeated', async () => {
  const reading = await open();
  refuseAfter = 4;
  await expect(poll(reading, await statesOf(reading), 'sweep')).rejects.toThrow('away');
  expect(sent.map(({ key }) => key)).toEqual(['A', 'B', 'C', 'D']);
  await database.query(`update intake.checkpoint set cursor = $1, cursor_at = $2, version = version + 1`, [
    JSON.stringify({ at: second(1).toISOString(), key: ['B'] }),
    second(1),
  ]);
  refuseAfter = Infinity;
  expect(await poll(reading, await statesOf(reading), 'sweep')).toEqual(['C', 'D', 'E']);
});

test('the checkpoint never passes a page the broker refused', async () => {
  const reading = await open();
  refuseAfter = 2;
  await expect(poll(reading, await statesOf(reading), 'sweep')).rejects.toThrow('away');
  refuseAfter = Infinity;
  const published = await poll(reading, await statesOf(reading), 'sweep');
  expect(published).toEqual(expect.arrayContaining(['C', 'D', 'E']));
});

test('two readers of one stream: the second to write is refused', async () => {
  const reading = await open();
  const [mine, other] = [await statesOf(reading), await statesOf(reading)];
  await poll(reading, mine, 'sweep');
  await expect(poll(reading, other, 'sweep')).rejects.toMatchObject({ code: 'HUB_CHECKPOINT_MOVED' });
});

test('without its lease a reader moves nothing', async () => {
  const reading = await open();
  await database.query('delete from intake.lease');
  await expect(poll(reading, await statesOf(reading), 'sweep')).rejects.toMatchObject({
    code: 'HUB_CHECKPOINT_MOVED',
  });
});

test('a snapshot publishes what differs and deletes what is gone, also across restarts', async () => {
  const reading = await open('mode: snapshot');
  await poll(reading, await statesOf(reading), 'sweep');
  rows = rows
    .filter(({ key }) => key !== 'B')
    .map((row) => (row.key === 'D' ? { ...row, note: 'new' } : row));
  const states = await statesOf(reading);
  expect(await poll(reading, states, 'sweep')).toEqual(['D', '-B']);
  expect(String(sent.at(-1)?.value)).toBe('{"PROJID":"B"}');
  expect(await poll(reading, states, 'sweep')).toEqual([]);
});

test('a flag is written back only after the checkpoint', async () => {
  const reading = await open('mode: flag, flag: { column: SYNC, taken: "1" }');
  refuseAfter = 2;
  await expect(poll(reading, await statesOf(reading), 'sweep')).rejects.toThrow('away');
  expect(acknowledged).toEqual(['A', 'B']);
});

test('counts of checkpoint and run agree with what was done', async () => {
  const reading = await open();
  const states = await statesOf(reading);
  await poll(reading, states, 'sweep');
  await poll(reading, states, 'overlap');
  const { rows: counted } = await database.query(
    `select c.rows_read, c.rows_published, c.rows_repeated, r.polls, r.rows_read as run_read, r.rows_published as run_published
       from intake.checkpoint c join intake.run r using (source) order by r.id desc limit 1`,
  );
  expect(counted[0]).toEqual({
    rows_read: '10',
    rows_published: '5',
    rows_repeated: '5',
    polls: '2',
    run_read: '10',
    run_published: '5',
  });
});
