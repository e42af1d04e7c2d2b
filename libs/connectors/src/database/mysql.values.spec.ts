import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConnection, type Connection } from 'mysql2/promise';
import { testMysqlUrl } from '../../../../test/support/servers.js';
import { rowsOf } from '../conformance/reading.js';
import { snapshotOver, sourceOver } from '../conformance/streams.js';
import { findConnector } from '../connectors.js';
import { mysqlValues } from './mysql.values.js';

const database = `test_${randomBytes(5).toString('hex')}`;
const url = new URL(testMysqlUrl());
let owner: Connection;

beforeAll(async () => {
  const admin = await createConnection({ uri: testMysqlUrl() });
  await admin.query(`create database ${database} character set utf8mb4`);
  await admin.end();
  url.pathname = `/${database}`;
  owner = await createConnection({ uri: url.href, charset: 'utf8mb4' });
  await owner.query("set session sql_mode = '', time_zone = '+00:00'");
});

afterAll(async () => {
  await owner.query(`drop database ${database}`);
  await owner.end();
});

test.each(mysqlValues.map((line, at) => [line.type, line.written, at] as const))(
  'MySQL / MariaDB: a %s of %s arrives exactly',
  async (_, __, at) => {
    const line = mysqlValues[at];
    if (line === undefined) throw new RangeError(`no line ${at}`);
    const table = `V_${at}`;
    await owner.query(`create table ${table} (K int not null primary key, V ${line.type})`);
    await owner.query(`insert into ${table} values (1, ${line.written})`);
    const reader = await findConnector('mysql').open(sourceOver('mysql', table, 10_000), () => url.href);
    try {
      const stream = { ...snapshotOver(table), key: ['K'], caseNumber: 'K' };
      const [row] = await rowsOf(reader, stream, { pageSize: 5, most: 5 });
      expect(String(row?.body)).toBe(`{"K":1,"V":${line.body}}`);
    } finally {
      await reader.close();
    }
  },
);
