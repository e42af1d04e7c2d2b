import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, toCaseNumber, type RawRow, type SourceReader } from '#base/contracts';
import {
  kafkaSettings,
  Producer,
  Provisioner,
  TopicNames,
  topicConfigs,
  type OutgoingMessage,
} from '#base/kafka';
import { Database } from '#base/postgres';
import { cloneDatabase, randomId, testKafka, type TestDatabase } from '../../../test/support/servers.js';
import { silentObserver } from '../../../test/support/silent-observer.js';
import { applySources } from './apply-sources.js';
import { pollSource } from './poll-source.js';
import type { Reading } from './reading.js';
import { parseSource } from './source-document.js';
import { selectCheckpoints } from './sql/select-checkpoints.js';
import { startRun } from './sql/start-run.js';
import { streamStates } from './stream-state.js';

const id = '370800.zjj.front';
const topics = new TopicNames(`${randomId()}.`);
const now = new Date('2026-03-02T02:01:00Z');
const at = (second: number): Date => new Date(Date.UTC(2026, 2, 2, 2, 0, second));
let place: TestDatabase;
let database: Database;
let producer: Producer;

beforeAll(async () => {
  place = await cloneDatabase();
  database = new Database({ url: place.url, maxConnections: 4, applicationName: 'intake spec' });
  const { mechanism, ...access } = testKafka();
  const section = { ...access, saslMechanism: mechanism, tls: false, caFile: '' };
  const kafka = kafkaSettings(section, 'odd-rows', topics.prefix);
  const plan = { name: topics.raw(brandAs(id)), partitions: 1, config: topicConfigs.raw };
  await new Provisioner(kafka).apply({ topics: [plan], accounts: [], grants: [] });
  producer = new Producer(kafka);
}, 60_000);

afterAll(async () => {
  await producer.close();
  await database.close();
  await place.drop();
});

const row = (caseNumber: string, second: number, more: Partial<RawRow> & { note?: string } = {}): RawRow => ({
  caseNumber: toCaseNumber(caseNumber),
  key: JSON.stringify([caseNumber]),
  cursor: { at: at(second).toISOString(), key: [caseNumber] },
  cursorAt: at(second),
  body: Buffer.from(JSON.stringify({ PROJID: caseNumber, NOTE: more.note ?? '' })),
  operation: 'put',
  ...more,
});

/** Rows that cannot travel, each between sound ones, by the code they are parked under. */
const odd: readonly (readonly [string, string, RawRow])[] = [
  ['a text of 2 MB', 'HUB_RECORD_TOO_LARGE', row('LARGE', 1, { note: '长'.repeat(700_000) })],
  ['a row of 60 MB', 'HUB_RECORD_TOO_LARGE', row('HUGE', 3, { note: 'x'.repeat(60_000_000) })],
  ['100 000 columns', 'HUB_RECORD_TOO_LARGE', row('WIDE', 5, { body: wide(100_000) })],
  ['U+0000 in the case number', 'HUB_ROW_REFUSED', row('NUL\u0000X', 7)],
  ['a case number of 1 MB', 'HUB_ROW_REFUSED', row('N'.repeat(1_000_000), 9)],
  ['a key of 10 MB', 'HUB_ROW_REFUSED', row('KEY', 11, { key: JSON.stringify(['k'.repeat(10_000_000)]) })],
  [
    'half of a surrogate pair in the key',
    'HUB_ROW_REFUSED',
    row('TORN', 13, { key: JSON.stringify(['\ud800']) }),
  ],
  ['an escape sequence in the case number', 'HUB_ROW_REFUSED', row('ESC\u001b[31m', 15)],
  ['a time of the year 275760', 'HUB_ROW_REFUSED', row('LATE', 17, { cursorAt: new Date(8.64e15) })],
  ['a time that is none', 'HUB_ROW_REFUSED', row('NOTIME', 19, { cursorAt: new Date(Number.NaN) })],
];
const sound = odd.map((_, place) => row(`S${place}`, 2 * place)).concat(row('END', 2 * odd.length));

function wide(columns: number): Buffer {
  const names = Array.from({ length: columns }, (_, place) => [`COLUMN_${place}`, '值'] as const);
  return Buffer.from(JSON.stringify(Object.fromEntries(names)));
}

const all = [...sound, ...odd.map(([, , each]) => each)].toSorted((left, right) =>
  String(left.cursor.at) < String(right.cursor.at) ? -1 : 1,
);

/** A department whose pages are of a few rows. */
const reader: SourceReader = {
  now: () => Promise.resolve(now),
  async *read({ after, undated, pageSize }) {
    if (undated === true) return;
    const left = all.filter(({ cursor }) => after === null || String(cursor.at) > String(after.at));
    for (let start = 0; start < left.length; start += pageSize) {
      const rows = left.slice(start, start + pageSize);
      yield { rows, end: rows.at(-1)?.cursor ?? null };
    }
  },
  acknowledge: () => Promise.resolve(),
  check: () => Promise.resolve([]),
  columns: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};

const modes = ['keyset, cursor: MAKETIME', 'snapshot', 'cursor', 'flag, flag: { column: SYNC, taken: "1" }'];

test.each(modes)(
  'one odd row reaches no other, and is parked with key, size and limit: %s',
  async (mode) => {
    const text = `{document: source, id: ${id}, name: 前置库, connector: none, standard: shandong-front, generation: a, writeBack: true,
    read: {pageSize: 7, poll: 1s, lag: 1s, overlap: 10m, sweep: {every: 4s, window: 3d}},
    streams: [{name: result, kind: result, table: T, key: [PROJID], caseNumber: PROJID, mode: ${mode}}]}`;
    await database.query('truncate intake.source, intake.checkpoint, intake.seen, intake.snapshot cascade');
    const source = parseSource({ path: 'front.yaml', text });
    await database.transaction((tx) =>
      applySources(tx, [{ path: 'front.yaml', text }], { at: now, by: '', why: '' }),
    );
    await database.query("insert into intake.lease values ($1, 'me', now(), now() + interval '1 hour')", [
      id,
    ]);
    const sent: OutgoingMessage[] = [];
    const publisher = {
      async publish(messages: readonly OutgoingMessage[]): Promise<void> {
        await producer.publish(messages);
        sent.push(...messages);
      },
    };
    const run = await startRun(database, source.id, 'me', now);
    const reading: Reading = {
      source,
      reader,
      database,
      publisher,
      topics,
      run,
      clock: { now: () => now },
      observer: silentObserver,
      owner: 'me',
    };
    const states = streamStates(source, await selectCheckpoints(database, source.id));
    await pollSource(reading, states, 'sweep', new AbortController().signal);
    expect(sent).toHaveLength(all.length);
    const keys = sent.map(({ key }) => key);
    for (const { caseNumber } of sound) expect(keys.filter((key) => key === caseNumber)).toHaveLength(1);
    const refused = sent
      .filter(({ key }) => !sound.some(({ caseNumber }) => caseNumber === key))
      .map(({ value }) => JSON.parse(String(value)) as Readonly<Record<string, unknown>>);
    expect(refused.map(({ $code }) => $code)).toEqual(odd.map(([, code]) => code));
    for (const [place, [, , { body }]] of odd.entries())
      expect(refused[place]).toMatchObject({
        $bytes: body.length,
        $key: expect.anything(),
        $refused: expect.anything(),
      });
    expect(refused[0]?.['$refused']).toMatch(
      /主键 \["LARGE"\] 的一行共 \d{7} 字节，超过原始主题每条 \d+ 字节的上限/,
    );
    // Read again, they are known: nothing is published for ever.
    await pollSource(reading, states, 'sweep', new AbortController().signal);
    if (mode === 'snapshot' || mode.startsWith('keyset')) expect(sent).toHaveLength(all.length);
  },
  120_000,
);
