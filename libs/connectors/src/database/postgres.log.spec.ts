import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import {
  type LogPage,
  type LogRow,
  type SourceDefinition,
  type SourceReader,
  type StreamDefinition,
} from '#base/contracts';
import { eventually } from '../../../../test/support/eventually.js';
import { emptyDatabase, randomId, type TestDatabase } from '../../../../test/support/servers.js';
import { snapshotOver, sourceOver } from '../conformance/streams.js';
import { rowsOf } from '../conformance/reading.js';
import { findConnector } from '../connectors.js';

const never = new AbortController().signal;
const slot = `hub_spec_${randomId()}`;
const stream: StreamDefinition = { ...snapshotOver('PRE_ROWS'), mode: 'log', key: ['PROJID'] };
let place: TestDatabase;
let owner: Client;
let reader: SourceReader;
let known: string;

const open = (log: object = {}): Promise<SourceReader> => {
  const settings = { log: { slot, ...log } };
  const source: SourceDefinition = {
    ...sourceOver('postgres', 'PRE_ROWS', 10_000),
    settings,
    streams: [stream],
  };
  return findConnector('postgres').open(source, () => place.url);
};

/** Everything the log has now; the place moves, nothing is confirmed. */
async function pages(pageSize = 100): Promise<readonly LogPage[]> {
  const found: LogPage[] = [];
  if (!reader.log) throw new Error('no log');
  for await (const page of reader.log.read([stream], known, pageSize, never)) found.push(page);
  known = found.findLast(({ end }) => end !== null)?.end ?? known;
  return found;
}

async function changes(): Promise<readonly LogRow[]> {
  return (await pages()).flatMap(({ rows }) => rows);
}

const told = (rows: readonly LogRow[]): readonly string[] =>
  rows.map(({ operation, key }) => `${operation} ${key}`);

const confirmed = async (): Promise<string> => {
  const text = 'select confirmed_flush_lsn::text as place from pg_replication_slots where slot_name = $1';
  return (await owner.query<{ place: string }>(text, [slot])).rows[0]?.place ?? '';
};

beforeAll(async () => {
  place = await emptyDatabase();
  owner = new Client({ connectionString: place.url });
  await owner.connect();
  await owner.query(
    `create table PRE_ROWS (
       PROJID varchar(50) primary key, NOTE text, FEE numeric(12, 2), SCAN bytea, OPEN boolean,
       MAKETIME timestamp, SEEN timestamptz, DAY date)`,
  );
  reader = await open();
});

afterAll(async () => {
  await reader.close();
  const active = `select from pg_replication_slots where slot_name = '${slot}' and active`;
  await eventually(async () => expect((await owner.query(active)).rowCount).toBe(0));
  await owner.query(
    'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1',
    [slot],
  );
  await owner.end();
  await place.drop();
});

test('a check says what the department must run', async () => {
  const sentences = (await reader.check()).map(({ sentence }) => sentence).join('\n');
  expect(sentences).toContain('create publication hub for table "public"."pre_rows";');
  expect(sentences).toContain(`复制槽 ${slot} 尚未建立`);
});

test('without the publication nothing is followed', async () => {
  const standing = await reader.log?.standing(null);
  known = standing?.place ?? '';
  expect(standing).toMatchObject({ continuous: false, dropped: false, warning: null });
  await expect(pages()).rejects.toMatchObject({ code: 'HUB_SOURCE_INVALID' });
  await owner.query('create publication hub for table pre_rows');
  await reader.close();
  reader = await open();
  const lines = await reader.check();
  expect(lines.filter(({ verdict }) => verdict === 'fault')).toEqual([]);
  // What following needs is not told to be taken away.
  expect(lines.map(({ sentence }) => sentence).join('\n')).not.toContain('REPLICATION');
});

test('a change has the body a reading of the table gives', async () => {
  const values = `repeat('字', 9000) || md5(random()::text), 12345678.90, '\\x00ff10', true, '2026-03-02 10:00:00.123456', '2026-03-02 10:00:00+09', '2026-03-02'`;
  await owner.query(`alter table pre_rows alter column note set storage external`);
  await owner.query(`insert into pre_rows select 'C1', ${values}`);
  await owner.query(`insert into pre_rows (projid) values ('C2')`);
  // The long note is not in the log this time: it did not change.
  await owner.query(`update pre_rows set fee = 1 where projid = 'C1'`);
  const rows = await changes();
  expect(told(rows)).toEqual(['put ["C1"]', 'put ["C2"]', 'put ["C1"]']);
  const [first, second] = await rowsOf(reader, { ...stream, mode: 'snapshot' });
  expect(rows[2]).toEqual({ ...first, stream: stream.name });
  expect(rows[1]).toEqual({ ...second, stream: stream.name });
});

test('deletions and changed keys are told, an emptied table is announced', async () => {
  await owner.query(`update pre_rows set projid = 'C3' where projid = 'C2'`);
  await owner.query(`delete from pre_rows where projid = 'C1'`);
  await owner.query('truncate pre_rows');
  const found = await pages();
  expect(told(found.flatMap(({ rows }) => rows))).toEqual(['delete ["C2"]', 'put ["C3"]', 'delete ["C1"]']);
  expect(found.flatMap(({ emptied }) => emptied)).toEqual([stream.name]);
  expect(found.flatMap(({ notices }) => notices).join()).toContain('TRUNCATE');
});

test('a large transaction comes in pages, and its place only with its end', async () => {
  await owner.query(
    `insert into pre_rows (projid) select 'B' || lpad(n::text, 5, '0') from generate_series(1, 12000) n`,
  );
  const found = await pages(1_000);
  expect(found.flatMap(({ rows }) => rows).map(({ caseNumber }) => caseNumber)).toEqual(
    Array.from({ length: 12_000 }, (_, at) => `B${String(at + 1).padStart(5, '0')}`),
  );
  // The first page may say that everything before the transaction has been seen.
  expect(found.slice(1, -1).every(({ end }) => end === null)).toBe(true);
  expect(found.at(-1)?.end).not.toBeNull();
});

test('the source forgets only what was confirmed; whoever starts again gets the rest again', async () => {
  await owner.query(`insert into pre_rows (projid) values ('D1')`);
  const before = await confirmed();
  const from = known;
  expect(told(await changes())).toEqual(['put ["D1"]']);
  expect(await confirmed()).toBe(before);
  await owner.query(
    `select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '${slot}'`,
  );
  await owner.query(`insert into pre_rows (projid) values ('D2')`);
  await expect(pages()).rejects.toMatchObject({ code: 'HUB_SOURCE_UNREACHABLE', remedy: 'retry' });
  await reader.close();
  reader = await open();
  expect(await reader.log?.standing(from)).toMatchObject({ continuous: true });
  known = from;
  expect(told(await changes())).toEqual(['put ["D1"]', 'put ["D2"]']);
  const safe = known;
  await reader.log?.confirm(safe);
  await eventually(async () => expect(await confirmed()).toBe(safe));
  expect(await reader.log?.standing(from)).toMatchObject({ continuous: false });
});

test('a new column is told of and read', async () => {
  await owner.query(`alter table pre_rows add column extra text`);
  await owner.query(`insert into pre_rows (projid, extra) values ('E1', 'new')`);
  const found = await pages();
  expect(String(found.flatMap(({ rows }) => rows)[0]?.body)).toContain('"EXTRA":"new"');
  expect(found.flatMap(({ notices }) => notices).join()).toContain('新增列 extra');
});

test('a column that becomes another type is told of and read as that', async () => {
  await owner.query(`alter table pre_rows alter column open type text using '否'`);
  await owner.query(`insert into pre_rows (projid, open) values ('E2', '是')`);
  const found = await pages();
  expect(found.flatMap(({ rows }) => rows)[0]?.body.toString()).toContain('"OPEN":"是"');
  expect(found.flatMap(({ notices }) => notices).join()).toContain('换了类型的列 open');
});

test('a key the log does not carry is refused with the remedy', async () => {
  await owner.query('alter table pre_rows replica identity nothing');
  await owner.query(`insert into pre_rows (projid) values ('F1')`);
  await expect(pages()).rejects.toMatchObject({
    code: 'HUB_SOURCE_INVALID',
    sentence: expect.stringContaining('replica identity full'),
  });
  await owner.query('alter table pre_rows replica identity default');
});

test('from warnAt on it warns, from dropSlotAt on it lets the department’s disk go and says so', async () => {
  await reader.close();
  // In a transaction, since only its commit makes the server write the log out.
  await owner.query(`select pg_logical_emit_message(true, 'spec', repeat('x', 4000000))`);
  reader = await open({ warnAt: '1MB', dropSlotAt: '1TB' });
  const warned = await reader.log?.standing(known);
  expect(warned).toMatchObject({ dropped: false, warning: expect.stringContaining('提醒线 1 MB') });
  await reader.close();
  reader = await open({ warnAt: '1MB', dropSlotAt: '3MB' });
  const given = await reader.log?.standing(known);
  expect(given).toMatchObject({
    dropped: true,
    continuous: false,
    warning: expect.stringContaining('已删除该槽'),
  });
  expect(given?.retainedBytes).toBeLessThan(warned?.retainedBytes ?? 0);
});

test('a mark that nobody follows is looked at without making one, and taken out', async () => {
  const mark = await reader.log?.look();
  expect(mark).toMatchObject({ dropped: false });
  await reader.log?.leave();
  await reader.log?.leave();
  expect(await reader.log?.look()).toBeNull();
});
