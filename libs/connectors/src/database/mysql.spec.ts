import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { testMysqlUrl } from '../../../../test/support/servers.js';
import { conformance, type Department } from '../conformance/index.js';
import { rowsOf } from '../conformance/reading.js';
import { flagOver, keysetOver, snapshotOver, sourceOver } from '../conformance/streams.js';
import { findConnector } from '../connectors.js';

const database = `test_${randomBytes(5).toString('hex')}`;
const url = new URL(testMysqlUrl());
let owner: Connection;
let blocker: Connection;

const department: Department = {
  keyset: keysetOver('PRE_ROWS'),
  flag: flagOver('PRE_ROWS'),
  snapshot: snapshotOver('PRE_ROWS'),
  open: (longestQueryMs = 10_000) =>
    findConnector('mysql').open(sourceOver('mysql', 'PRE_ROWS', longestQueryMs), () => url.href),
  clear: async () => void (await owner.query('delete from PRE_ROWS')),
  async insert(rows) {
    for (const { caseNumber, version = 1, at, note = null } of rows) {
      await owner.query(`insert into PRE_ROWS values (?, ?, ?, ?, 12345678.90, x'00ff10', null)`, [
        caseNumber,
        version,
        at,
        note,
      ]);
    }
  },
  rewrite: async (caseNumber, note) =>
    void (await owner.query('update PRE_ROWS set NOTE = ? where PROJID = ?', [note, caseNumber])),
  remove: async (caseNumber) =>
    void (await owner.query('delete from PRE_ROWS where PROJID = ?', [caseNumber])),
  async taken() {
    const [rows] = await owner.query<RowDataPacket[]>(
      `select PROJID as id from PRE_ROWS where SYNC = '1' order by PROJID`,
    );
    return rows.map((row) => String(row['id']));
  },
  async block() {
    await blocker.query('lock tables PRE_ROWS write');
    return async () => void (await blocker.query('unlock tables'));
  },
  async connections() {
    const [rows] = await owner.query<RowDataPacket[]>(
      'select count(*) as count from information_schema.processlist where db = ?',
      [database],
    );
    return Number(rows[0]?.['count']) - 2;
  },
};

beforeAll(async () => {
  const admin = await createConnection({ uri: testMysqlUrl() });
  await admin.query(`create database ${database} character set utf8mb4`);
  await admin.end();
  url.pathname = `/${database}`;
  owner = await createConnection({ uri: url.href, charset: 'utf8mb4' });
  blocker = await createConnection({ uri: url.href });
  await owner.query(
    `create table PRE_ROWS (
       PROJID varchar(50) not null, DATAVER int not null, MAKETIME datetime(6), NOTE text,
       FEE decimal(12, 2), SCAN varbinary(100), SYNC char(1), primary key (PROJID, DATAVER),
       index (MAKETIME, PROJID, DATAVER))`,
  );
  await owner.query(
    `create table KEYED (
       CASE_NO varchar(9), BYTES binary(2) not null, STEP enum('new', 'mod', 'cancel') not null,
       NAME varchar(9) character set utf8mb4 collate utf8mb4_bin, LOOSE varbinary(2))`,
  );
  await owner.query(
    `insert into KEYED values ('C1', x'ff00', 'new', 'a', x'ff'), ('C2', x'3900', 'mod', 'A', x'0a'),
                              ('C3', x'00ff', 'cancel', 'b', null)`,
  );
});

beforeEach(() => department.clear());

test.each(['BYTES', 'STEP', 'NAME', 'LOOSE'])(
  'MySQL / MariaDB: a key is compared as it is sorted: %s',
  async (key) => {
    const source = sourceOver('mysql', 'KEYED', 10_000);
    const reader = await findConnector('mysql').open(source, () => url.href);
    try {
      const stream = { ...snapshotOver('KEYED'), key: [key], caseNumber: 'CASE_NO' };
      const rows = await rowsOf(reader, stream, { pageSize: 1, most: 5 });
      expect(rows.map(({ caseNumber }) => String(caseNumber)).sort()).toEqual(['C1', 'C2', 'C3']);
    } finally {
      await reader.close();
    }
  },
);

afterAll(async () => {
  await owner.query(`drop database ${database}`);
  await Promise.all([owner.end(), blocker.end()]);
});

test.each(conformance.map((property) => [property.name, property] as const))(
  'MySQL / MariaDB: %s',
  (_, property) => property.run(department),
);
