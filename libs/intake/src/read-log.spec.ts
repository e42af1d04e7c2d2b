import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  brandAs,
  toCaseNumber,
  type ChangeLog,
  type LogRow,
  type RawRow,
  type SourceReader,
  type StreamName,
} from '#base/contracts';
import { TopicNames, type OutgoingMessage } from '#base/kafka';
import { Database } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { silentObserver } from '../../../test/support/silent-observer.js';
import { applySources } from './apply-sources.js';
import { setSourceState } from './sql/set-source-state.js';
import { keepUnreadLogs } from './unread-logs.js';
import { pollSource } from './poll-source.js';
import type { Reading } from './reading.js';
import { parseSource } from './source-document.js';
import { selectCheckpoints } from './sql/select-checkpoints.js';
import { startRun } from './sql/start-run.js';
import { streamStates } from './stream-state.js';

const now = new Date('2026-03-02T02:00:00Z');
const never = new AbortController().signal;
let place: TestDatabase;
let database: Database;
/** A department of this test: a table of notes by key, and the log of what happened to it; a place is a count of changes. */
let table: Map<string, string>;
let changes: { readonly key: string; readonly note: string | null }[];
let confirmed: number;
let gap: boolean;
let sent: OutgoingMessage[];
let refuseAfter: number;
let faults: string[];
const looks: string[] = [];

const rowOf = (key: string, note: string): RawRow => ({
  caseNumber: toCaseNumber(`CASE-${key}`),
  key: JSON.stringify([key]),
  cursor: { at: null, key: [key] },
  cursorAt: null,
  body: Buffer.from(JSON.stringify({ PROJID: key, NOTE: note })),
  operation: 'put',
});

function change(key: string, note: string | null): void {
  if (note === null) table.delete(key);
  else table.set(key, note);
  changes.push({ key, note });
}

const log: ChangeLog = {
  standing: async (known) => ({
    place: String(confirmed),
    continuous: !gap && known !== null && Number(known) >= confirmed,
    retainedBytes: 0,
    warning: null,
    dropped: false,
  }),
  async *read([stream], after, pageSize) {
    for (let at = Number(after); at < changes.length; at += pageSize) {
      const rows = changes.slice(at, at + pageSize).map(({ key, note }): LogRow => {
        const row = { ...rowOf(key, note ?? ''), stream: stream?.name ?? toStream };
        return note === null
          ? { ...row, caseNumber: toCaseNumber(''), body: Buffer.alloc(0), operation: 'delete' }
          : row;
      });
      yield { rows, end: String(Math.min(at + pageSize, changes.length)), emptied: [], notices: [] };
    }
  },
  confirm: async (end) => void (confirmed = Number(end)),
  look: async () => {
    looks.push('looked');
    return { retainedBytes: 7, warning: '积压', dropped: false };
  },
  leave: async () => void looks.push('left'),
  earlier: (left, right) => (Number(left) < Number(right) ? left : right),
};

const definition = `
document: source
id: 370800.zjj.front
name: 前置库
connector: none
standard: shandong-front
generation: a
read: { pageSize: 2 }
streams: [{ name: result, kind: result, table: T, mode: log, key: [PROJID], caseNumber: PROJID }]
`;
const document = { path: 'front.yaml', text: definition };
const source = parseSource(document);
const toStream = brandAs<StreamName>('result');

const reader: SourceReader = {
  now: async () => now,
  async *read({ pageSize }) {
    const rows = [...table].map(([key, note]) => rowOf(key, note));
    for (let at = 0; at < rows.length; at += pageSize)
      yield { rows: rows.slice(at, at + pageSize), end: null };
  },
  log,
  acknowledge: async () => undefined,
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

/** One poll by a process that has just started; answers what reached the broker meanwhile. */
async function poll(): Promise<readonly string[]> {
  const observer: Reading['observer'] = {
    ...silentObserver,
    faulted: (_, thrown) => void faults.push(String(thrown)),
  };
  const run = await startRun(database, source.id, 'me', now);
  const fixed = { clock: { now: () => now }, topics: new TopicNames(), owner: 'me' };
  const reading = { ...fixed, source, reader, database, publisher, observer, run };
  const from = sent.length;
  await pollSource(
    reading,
    streamStates(source, await selectCheckpoints(database, source.id)),
    'grace',
    never,
  );
  return sent.slice(from).map(({ key, value, headers }) => {
    const gone = headers['operation'] === 'delete';
    return gone ? `-${key}` : `${key} ${JSON.parse(String(value)).NOTE}`;
  });
}

beforeAll(async () => {
  place = await cloneDatabase();
  database = new Database({ url: place.url, maxConnections: 4, applicationName: 'intake log spec' });
});

beforeEach(async () => {
  await database.query('truncate intake.source, intake.checkpoint, intake.seen, intake.snapshot cascade');
  await database.transaction((tx) => applySources(tx, [document], { at: now, by: '', why: '' }));
  await database.query(`insert into intake.lease values ($1, 'me', now(), now() + interval '1 hour')`, [
    source.id,
  ]);
  table = new Map();
  changes = [];
  confirmed = 0;
  gap = false;
  sent = [];
  refuseAfter = Infinity;
  faults = [];
  for (const key of ['A', 'B', 'C']) table.set(key, '1');
});

afterAll(async () => {
  await database.close();
  await place.drop();
});

test('the table is read once, then only what changes; a deletion finds its case', async () => {
  expect(await poll()).toEqual(['CASE-A 1', 'CASE-B 1', 'CASE-C 1']);
  change('B', '2');
  change('A', null);
  change('D', '1');
  expect(await poll()).toEqual(['CASE-B 2', '-CASE-A', 'CASE-D 1']);
  expect(confirmed).toBe(3);
  expect(await poll()).toEqual([]);
  expect(faults).toEqual([]);
});

test('a row that changes back within a page is told as it ends', async () => {
  await poll();
  change('A', '2');
  change('A', '1');
  expect(await poll()).toEqual(['CASE-A 2', 'CASE-A 1']);
});

test('changes made during the first reading are repeats, and stay out of the broker', async () => {
  change('B', '2');
  expect(await poll()).toEqual(['CASE-A 1', 'CASE-B 2', 'CASE-C 1']);
});

test('what broker or checkpoint refused is not confirmed and comes again', async () => {
  await poll();
  refuseAfter = 5;
  for (const key of ['A', 'B', 'C']) change(key, '2');
  await expect(poll()).rejects.toThrow('away');
  expect(confirmed).toBe(2);
  refuseAfter = Infinity;
  expect(await poll()).toEqual(['CASE-C 2']);
});

test('after a crash between acks and checkpoint the page is repeated, nothing is lost', async () => {
  await poll();
  change('A', '2');
  await database.query(`delete from intake.lease`);
  await expect(poll()).rejects.toMatchObject({ code: 'HUB_CHECKPOINT_MOVED' });
  expect(confirmed).toBe(0);
  await database.query(`insert into intake.lease values ($1, 'me', now(), now() + interval '1 hour')`, [
    source.id,
  ]);
  expect(await poll()).toEqual(['CASE-A 2']);
});

test('a gap in the log is said, and the table read whole finds changes and deletions alike', async () => {
  await poll();
  table.set('B', '2');
  table.delete('C');
  gap = true;
  expect(await poll()).toEqual(['CASE-B 2', '-CASE-C']);
  expect(faults.join()).toContain('HUB_LOG_GAP');
});

test('a log that nobody follows is looked at while its source is paused, and left when it is retired', async () => {
  await poll();
  const told: unknown[] = [];
  const observer = { ...silentObserver, retained: (...facts: unknown[]) => void told.push(facts) };
  const ports = { database, observer, clock: { now: () => now }, open: async () => reader };
  const kept = async (state: string): Promise<readonly string[]> => {
    await database.transaction((tx) => setSourceState(tx, source.id, state as 'paused', now));
    looks.length = 0;
    // The second round comes too early.
    for (let round = 0; round < 2; round += 1) await keepUnreadLogs(ports, never);
    return [...looks];
  };
  expect(await kept('paused')).toEqual([]);
  await database.query('delete from intake.lease');
  expect(await kept('paused')).toEqual(['looked']);
  expect(told).toEqual([[source.id, 7]]);
  expect(await kept('retired')).toEqual(['left']);
  await database.query(`update intake.source set log_seen_at = log_seen_at - interval '1 year'`);
  expect(await kept('enabled')).toEqual([]);
});

test('while a stream of it is held, the log is looked at and not read', async () => {
  await poll();
  await database.query(
    `insert into ops.fuse (source, stream, slices, held_at, sentence, parked_since) values ($1, 'result', '[]', now(), '多', 0)`,
    [source.id],
  );
  change('A', '2');
  looks.length = 0;
  expect([await poll(), looks]).toEqual([[], ['looked']]);
  await database.query('truncate ops.fuse');
});
