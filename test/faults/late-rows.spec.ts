import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConnection, type Connection } from 'mysql2/promise';
import { Client } from 'pg';
import { systemClock } from '#base/contracts';
import { TopicNames, type OutgoingMessage } from '#base/kafka';
import { Database } from '#base/postgres';
import { findConnector } from '#libs/connectors';
import { applySources, Collector, type CollectPorts } from '#libs/intake';
import { eventually as patiently } from '../support/eventually.js';
import { silentObserver } from '../support/silent-observer.js';
import { cloneDatabase, emptyDatabase, testMysqlUrl, type TestDatabase } from '../support/servers.js';

const dayMs = 86_400_000;
const limitMs = 12_000;

/** Fails soon, and says what the sources had to say for themselves. */
async function eventually(assertion: () => Promise<void>): Promise<void> {
  try {
    await patiently(assertion, limitMs);
  } catch (failure) {
    throw new Error(JSON.stringify({ faults: faults.slice(-4), said, ahead }), { cause: failure });
  }
}
const name = `test_${randomBytes(5).toString('hex')}`;
const mysqlUrl = new URL(testMysqlUrl());
let hub: TestDatabase;
let front: TestDatabase;
let database: Database;
let maria: Connection;
let postgres: Client;
let ahead = 0;
const sent: OutgoingMessage[] = [];
const said: string[] = [];
const faults: string[] = [];
const stop = new AbortController();
let running: Promise<void>;

const sources = [
  ['mysql', '370800.zjj.front'],
  ['postgres', '370800.spj.front'],
] as const;

/** Runs a statement both servers understand. */
async function onBoth(text: string): Promise<void> {
  await maria.query(text);
  await postgres.query(text);
}

const insert = (key: string, at: string): Promise<void> =>
  onBoth(`insert into LATE_ROWS values ('${key}', ${at === 'null' ? 'null' : `'${at}'`})`);

/** Keys of a source's rows in the order in which they reached the broker. */
const keysOf = (source: string): readonly string[] =>
  sent
    .filter(({ topic }) => topic.endsWith(`.${source}`))
    .map(({ value }) => (JSON.parse(String(value)) as { readonly PROJID: string }).PROJID);

async function arrived(key: string): Promise<void> {
  await eventually(async () => {
    await Promise.resolve();
    for (const [, source] of sources) expect(keysOf(source)).toContain(key);
  });
}

/* A minute that passes in the middle of a poll looks like a poll of a minute, after which the collector rests: so more of them pass. */
async function arrivedAsMinutesPass(key: string): Promise<void> {
  await eventually(async () => {
    ahead += 61_000;
    await Promise.resolve();
    for (const [, source] of sources) expect(keysOf(source)).toContain(key);
  });
}

const hourAgo = (hours: number): string =>
  new Date(Date.now() + (8 - hours) * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

beforeAll(async () => {
  [hub, front] = await Promise.all([cloneDatabase(), emptyDatabase()]);
  database = new Database({ url: hub.url, maxConnections: 8, applicationName: 'late rows spec' });
  const admin = await createConnection({ uri: testMysqlUrl() });
  await admin.query(`create database ${name} character set utf8mb4`);
  await admin.end();
  mysqlUrl.pathname = `/${name}`;
  maria = await createConnection({ uri: mysqlUrl.href });
  await maria.query("set session sql_mode = ''");
  postgres = new Client({ connectionString: front.url });
  await postgres.connect();
  await maria.query(
    'create table LATE_ROWS (PROJID varchar(50) primary key, MAKETIME datetime, index (MAKETIME, PROJID))',
  );
  await postgres.query('create table LATE_ROWS (PROJID varchar(50) primary key, MAKETIME timestamp)');
  await postgres.query('create index on LATE_ROWS (MAKETIME, PROJID)');
  for (const [key, at] of [
    ['A-1', '2026-02-10 09:00:00'],
    ['A-2', '2026-02-10 10:00:00'],
    ['B-1', '2026-02-11 09:00:00'],
    ['E-1', '1900-01-01 00:00:00'],
    ['Y-1', hourAgo(30)],
    ['Z-1', hourAgo(0.5)],
  ] as const)
    await insert(key, at);
  const documents = sources.map(([connector, id]) => ({
    path: `${connector}.yaml`,
    text: `{ document: source, id: ${id}, name: 前置库, connector: ${connector}, standard: s, generation: a,
      read: { pageSize: 2, poll: 30ms, lag: 0s, overlap: 10m },
      streams: [{ name: result, kind: result, table: LATE_ROWS, mode: keyset, cursor: MAKETIME, key: [PROJID], caseNumber: PROJID }] }`,
  }));
  const context = { at: systemClock.now(), by: '', why: '' };
  await database.transaction((tx) => applySources(tx, documents, context, { admit: ['*'] }));
  const ports: CollectPorts = {
    database,
    publisher: { publish: async (messages) => void sent.push(...messages) },
    topics: new TopicNames(),
    clock: { now: () => new Date(Date.now() + ahead) },
    observer: {
      ...silentObserver,
      faulted: (source, thrown) => void faults.push(`${source}: ${String(thrown)}`),
      noticed: (_, sentence) => void said.push(sentence),
    },
    open: async (source, gate) =>
      findConnector(source.connector).open(
        source,
        () => (source.connector === 'mysql' ? mysqlUrl.href : front.url),
        gate,
      ),
    knownCodes: () => Promise.resolve(new Map()),
    random: () => 0,
  };
  const patience = { retryFirstMs: 20, retryMaxMs: 100, stallMs: 100 * dayMs, faultRestMs: 60_000 };
  const leases = { leaseMs: 10_000, heartbeatMs: 1_000, claimMs: 50 };
  const breaker = { mostAnHour: 3, restMs: 1_000, longestRestMs: 1_000 };
  running = new Collector(ports, 'spec', { ...patience, ...leases, breaker }).run(stop.signal);
});

afterAll(async () => {
  stop.abort();
  await running;
  await postgres.end();
  await maria.query(`drop database ${name}`);
  await maria.end();
  await database.close();
  await Promise.all([hub.drop(), front.drop()]);
});

test('a first load reads everything once, a filler among it', async () => {
  for (const key of ['A-1', 'A-2', 'B-1', 'E-1', 'Y-1', 'Z-1']) await arrived(key);
  await eventually(async () => {
    const { rows } = await database.query<{ late_from: string | null }>(
      'select late_from from intake.checkpoint',
    );
    expect(rows.map(({ late_from }) => late_from)).toEqual([expect.any(String), expect.any(String)]);
  });
  for (const [, source] of sources)
    expect(keysOf(source).toSorted()).toEqual(['A-1', 'A-2', 'B-1', 'E-1', 'Y-1', 'Z-1']);
});

test.each([
  ['E-2', '1900-01-01 00:00:00'],
  ['E-3', '1970-01-01 00:00:00'],
  ['E-4', '1970-01-01 08:00:00'],
  ['E-5', '1753-01-01 00:00:00'],
  ['E-6', '1899-12-30 00:00:00'],
  ['E-7', '9999-12-31 23:59:59'],
  ['E-8', '2099-12-31 00:00:00'],
  ['E-9', 'null'],
])('a row %s written with %s for no time is read within a minute, and once', async (key, at) => {
  await insert(key, at);
  await arrivedAsMinutesPass(key);
  await insert(`${key}-next`, 'null');
  await arrivedAsMinutesPass(`${key}-next`);
  for (const [, source] of sources) expect(keysOf(source).filter((each) => each === key)).toHaveLength(1);
});

test('a row whose time MariaDB keeps as 0000-00-00 is read within a minute, and once', async () => {
  await maria.query("insert into LATE_ROWS values ('E-0', '0000-00-00 00:00:00')");
  const [[, source]] = sources;
  await eventually(async () => {
    ahead += 61_000;
    await Promise.resolve();
    expect(keysOf(source)).toContain('E-0');
  });
  await insert('E-0-next', 'null');
  await arrivedAsMinutesPass('E-0-next');
  expect(keysOf(source).filter((each) => each === 'E-0')).toHaveLength(1);
});

test('by default rows that came an hour late, or back-dated into a day or an empty one, are read within a day and counted', async () => {
  await insert('L-1', hourAgo(1));
  await insert('L-2', hourAgo(26));
  await insert('L-3', '2026-02-10 09:30:00');
  await insert('L-4', '2019-05-05 00:00:00');
  const before = said.length;
  ahead += dayMs;
  for (const key of ['L-1', 'L-2', 'L-3', 'L-4']) await arrived(key);
  await eventually(async () => {
    const { rows } = await database.query<{ rows_late: string }>('select rows_late from intake.checkpoint');
    expect(rows.map(({ rows_late }) => rows_late)).toEqual(['4', '4']);
  });
  for (const [, source] of sources)
    expect(said.slice(before).find((sentence) => sentence.includes(source))).toMatch(
      /数据流 result 补读了 4 行：.*2019-05-05、2026-02-10/,
    );
});

test('what a look has found it does not find again, and rows that moved on to another day are no late rows', async () => {
  await onBoth(`update LATE_ROWS set MAKETIME = '${hourAgo(0)}' where PROJID = 'B-1'`);
  const before = sent.length;
  const { rows } = await database.query<{ at: Date }>(
    'select max(late_looked_at) as at from intake.checkpoint',
  );
  ahead += dayMs;
  await eventually(async () => {
    const looked = await database.query<{ at: Date }>(
      'select min(late_looked_at) as at from intake.checkpoint',
    );
    expect(looked.rows[0]?.at.getTime()).toBeGreaterThan((rows[0]?.at.getTime() ?? 0) + dayMs / 2);
  });
  const after = sent
    .slice(before)
    .map(({ value }) => (JSON.parse(String(value)) as { PROJID: string }).PROJID);
  expect(after.toSorted()).toEqual(['B-1', 'B-1']);
  const counted = await database.query<{ rows_late: string }>('select rows_late from intake.checkpoint');
  expect(counted.rows.map(({ rows_late }) => rows_late)).toEqual(['4', '4']);
});
