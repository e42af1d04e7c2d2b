import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { createConnection, type Connection } from 'mysql2/promise';
import { Client } from 'pg';
import type { SourceDefinition } from '#base/contracts';
import { emptyDatabase, testMysqlUrl, type TestDatabase } from '../../../../test/support/servers.js';
import { keeps, promisesOf } from '../conformance/connector-promises.js';
import { sourceOver } from '../conformance/streams.js';
import type { Subject, SubjectRow } from '../conformance/subject.js';
import { pageOf } from '../conformance/page-of.js';
import { databaseConnector } from './database.connector.js';
import type { Dialect } from './dialect.js';
import { mysqlDialect } from './mysql.dialect.js';
import { postgresDialect } from './postgres.dialect.js';
import { databaseWaivers } from './waivers.js';

const note = 'x'.repeat(900);
const mysqlName = `test_${randomBytes(5).toString('hex')}`;
const mysqlUrl = new URL(testMysqlUrl());
let place: TestDatabase;
let postgres: Client;
let mysql: Connection;

const columns = 'PROJID varchar(50) not null, DATAVER int not null, NOTE text, primary key (PROJID, DATAVER)';

beforeAll(async () => {
  place = await emptyDatabase();
  postgres = new Client({ connectionString: place.url });
  await postgres.connect();
  await postgres.query(`create table PRE_ROWS (MAKETIME timestamp, ${columns})`);
  const admin = await createConnection({ uri: mysqlUrl.href });
  await admin.query(`create database ${mysqlName} character set utf8mb4`);
  await admin.end();
  mysqlUrl.pathname = `/${mysqlName}`;
  mysql = await createConnection({ uri: mysqlUrl.href, timezone: 'Z' });
  await mysql.query(`create table PRE_ROWS (MAKETIME datetime(6), ${columns})`);
});

afterAll(async () => {
  await mysql.query(`drop database ${mysqlName}`);
  await Promise.all([mysql.end(), postgres.end()]);
  await place.drop();
});

function localTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

const values = ({ id, at }: SubjectRow): readonly unknown[] => [localTime(at), id, 1, note];

function subjectOf(
  dialect: Dialect,
  address: () => string,
  write: Pick<Subject, 'clear' | 'insert'>,
): Subject {
  const source = (): SourceDefinition => sourceOver(dialect.kind, 'PRE_ROWS', 1_000);
  return {
    ...write,
    title: dialect.title,
    kind: dialect.kind,
    waivers: databaseWaivers,
    settings: pageOf(dialect.kind).settings,
    connector: (clock) => databaseConnector(dialect, null, clock),
    source,
    port: () => Number(new URL(address()).port),
    secret: (port, canary) => () => {
      const url = new URL(address());
      url.hostname = '127.0.0.1';
      url.port = String(port);
      if (canary !== undefined) url.password = canary;
      return url.href;
    },
    wrong: [
      { source: { ...source(), settings: { columnNames: 'lower' } }, path: 'settings.columnNames' },
      {
        source: { ...source(), settings: { connection: { secret: '' } } },
        path: 'settings.connection.secret',
      },
    ],
    lost: () => sourceOver(dialect.kind, 'PRE_NOTHING', 1_000),
    strange: {
      foreign: { at: null, key: ['files1'] },
      corrupt: { at: 'not a time', key: ['x', '1'] },
      future: { at: '2999-01-01 00:00:00.000000', key: ['x', '1'] },
    },
    budgeted: { source: { ...source(), budget: { requestsPerSecond: 20 } }, leastMs: 180 },
  };
}

const subjects: readonly Subject[] = [
  subjectOf(postgresDialect, () => place.url, {
    clear: async () => void (await postgres.query('delete from pre_rows')),
    insert: async (rows) => {
      for (const row of rows)
        await postgres.query(
          'insert into pre_rows (maketime, projid, dataver, note) values ($1, $2, $3, $4)',
          [...values(row)],
        );
    },
  }),
  subjectOf(mysqlDialect, () => mysqlUrl.href, {
    clear: async () => void (await mysql.query('delete from PRE_ROWS')),
    insert: async (rows) => {
      for (const row of rows)
        await mysql.query('insert into PRE_ROWS (MAKETIME, PROJID, DATAVER, NOTE) values (?, ?, ?, ?)', [
          ...values(row),
        ]);
    },
  }),
];

describe.each(subjects.map((subject) => [subject.title, subject] as const))('%s', (_, subject) => {
  test.each(promisesOf(subject))('%s', (name) => keeps(name, subject), 60_000);
});
