import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { emptyDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { conformance, type Department } from '../conformance/index.js';
import { rowsOf } from '../conformance/reading.js';
import { flagOver, keysetOver, snapshotOver, sourceOver } from '../conformance/streams.js';
import { findConnector } from '../connectors.js';

let place: TestDatabase;
let owner: Client;
let blocker: Client;

const department: Department = {
  keyset: keysetOver('PRE_ROWS'),
  flag: flagOver('PRE_ROWS'),
  snapshot: snapshotOver('PRE_ROWS'),
  open: (longestQueryMs = 10_000) =>
    findConnector('postgres').open(sourceOver('postgres', 'PRE_ROWS', longestQueryMs), () => place.url),
  clear: async () => void (await owner.query('delete from pre_rows')),
  async insert(rows) {
    for (const { caseNumber, version = 1, at, note = null } of rows) {
      await owner.query(`insert into pre_rows values ($1, $2, $3, $4, 12345678.90, '\\x00ff10', null)`, [
        caseNumber,
        version,
        at,
        note,
      ]);
    }
  },
  rewrite: async (caseNumber, note) =>
    void (await owner.query('update pre_rows set note = $2 where projid = $1', [caseNumber, note])),
  remove: async (caseNumber) =>
    void (await owner.query('delete from pre_rows where projid = $1', [caseNumber])),
  async taken() {
    const { rows } = await owner.query<{ projid: string }>(
      `select projid from pre_rows where sync = '1' order by projid`,
    );
    return rows.map(({ projid }) => projid);
  },
  async block() {
    await blocker.query('begin');
    await blocker.query('lock table pre_rows in access exclusive mode');
    return async () => void (await blocker.query('rollback'));
  },
  async connections() {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
        where datname = current_database() and application_name = 'hub collect'`,
    );
    return rows[0]?.count ?? 0;
  },
};

beforeAll(async () => {
  place = await emptyDatabase();
  owner = new Client({ connectionString: place.url });
  blocker = new Client({ connectionString: place.url });
  await Promise.all([owner.connect(), blocker.connect()]);
  await owner.query(
    `create table PRE_ROWS (
       PROJID varchar(50) not null, DATAVER int not null, MAKETIME timestamp, NOTE text,
       FEE numeric(12, 2), SCAN bytea, SYNC char(1), primary key (PROJID, DATAVER))`,
  );
  await owner.query('create index on PRE_ROWS (MAKETIME, PROJID, DATAVER)');
});

beforeEach(() => department.clear());

afterAll(async () => {
  await Promise.all([owner.end(), blocker.end()]);
  await place.drop();
});

test.each(conformance.map((property) => [property.name, property] as const))(
  'PostgreSQL: %s',
  (_, property) => property.run(department),
);

test('PostgreSQL: a key whose padded part may be null leaves out nothing', async () => {
  await owner.query('create table keyed (case_no text, part char(3), step int not null)');
  await owner.query(
    `insert into keyed values ('C1', 'a', 1), ('C2', 'a', 2), ('C3', 'b', 1), ('C4', null, 1)`,
  );
  const reader = await findConnector('postgres').open(
    sourceOver('postgres', 'KEYED', 10_000),
    () => place.url,
  );
  const stream = { ...snapshotOver('KEYED'), key: ['PART', 'STEP'], caseNumber: 'CASE_NO' };
  const rows = await rowsOf(reader, stream, { pageSize: 1, most: 6 });
  expect(rows.map(({ caseNumber }) => String(caseNumber)).sort()).toEqual(['C1', 'C2', 'C3', 'C4']);
  await reader.close();
});

test('Kingbase is read by the same protocol and says that no live server was met', async () => {
  const kingbase = findConnector('kingbase');
  expect(kingbase.title).toContain('未在真实服务器上运行');
  const reader = await kingbase.open(sourceOver('kingbase', 'PRE_ROWS', 10_000), () => place.url);
  expect(await reader.columns(department.keyset)).toContain('MAKETIME');
  await reader.close();
});
