import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { Database } from '#base/postgres';
import { openTelemetry } from '#base/telemetry';
import { findConnector } from '#libs/connectors';
import { acceptDrift, applySources, Collector, readAddedCodes, type CollectPorts } from '#libs/intake';
import { CodesInForce } from '#libs/standards';
import { applyShippedStandards } from '../../../test/support/applied-standards.js';
import { cloneDatabase, emptyDatabase, type TestDatabase } from '../../../test/support/servers.js';

const table = '370800.zjj.front';
const service = '370800.scjgj.rest';
const { log } = openTelemetry({
  process: 'collect',
  log: { file: '', level: 'error' },
  terminal: () => undefined,
});
let owner: Database;
let hub: TestDatabase;
let front: TestDatabase;
let database: Database;
let server: Server;
/** What the service was asked, and how often it says that it is too much. */
let asked: number;
let refusals = 2;

const streams = (rest: string): string =>
  `streams: [{ name: application, kind: application, key: [PROJID], caseNumber: PROJID, ${rest} }]`;
const head = (id: string, connector: string): string =>
  `{ document: source, id: ${id}, name: 测试, connector: ${connector}, standard: shandong-front, generation: B,`;
const documents = [
  {
    path: 'front.yaml',
    text: `${head(table, 'postgres')} read: { poll: 50ms, overlap: 0s, lag: 0s }, budget: { rowsPerSecond: 20 },
      ${streams('table: PRE_ROWS, mode: keyset, cursor: MAKETIME')} }`,
  },
  {
    path: 'rest.yaml',
    text: `${head(service, 'rest')} read: { poll: 1h }, budget: { requestsPerSecond: 50 }, settings: { retry: { wait: 1ms } },
      ${streams('mode: cursor, settings: { path: /rows, records: $, order: append }')} }`,
  },
];

beforeAll(async () => {
  asked = 0;
  [hub, front] = await Promise.all([cloneDatabase(), emptyDatabase()]);
  database = new Database({ url: hub.url, maxConnections: 6, applicationName: 'budget spec' });
  await applyShippedStandards(database);
  owner = new Database({ url: front.url, maxConnections: 1, applicationName: 'department' });
  await owner.query(
    `create table pre_rows
       (projid text primary key, maketime timestamp not null, note text not null, infotype text not null default '2')`,
  );
  await owner.query(
    `insert into pre_rows select 'P-' || n, '2026-03-02 10:00:00'::timestamp + n * interval '1 second', '备注' from generate_series(1, 50) n`,
  );
  server = createServer((_, response) => {
    asked += 1;
    if (refusals > 0) response.writeHead(429, { 'retry-after': '0' }).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('[{"PROJID":"R-1"},{"PROJID":"R-2"}]');
    refusals -= 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await database.transaction((tx) =>
    applySources(tx, documents, { at: systemClock.now(), by: '', why: '' }, { admit: ['*'] }),
  );
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await owner.close();
  await database.close();
  await Promise.all([hub.drop(), front.drop()]);
});

/** Collects until both sources have been read up; answers how hard the service was pressed. */
async function collect(name: string): Promise<readonly number[]> {
  const paces: number[] = [];
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const addresses = new Map([
    [`source.${table}.url`, front.url],
    [`source.${service}.url`, `http://127.0.0.1:${port}`],
  ]);
  const codes = new CodesInForce({
    database,
    clock: systemClock,
    log,
    added: (source) => readAddedCodes(database, source),
  });
  const silent = (): void => undefined;
  const stop = new AbortController();
  const drained = new Set<string>();
  const ports: CollectPorts = {
    database,
    publisher: { publish: async () => undefined },
    topics: new TopicNames(),
    clock: systemClock,
    observer: {
      shared: silent,
      unshared: silent,
      leased: silent,
      released: silent,
      counted: silent,
      published: silent,
      retained: silent,
      late: silent,
      noticed: silent,
      faulted: silent,
      resting: silent,
      cost: (source, _, pace) => void (source === service && paces.push(pace)),
      polled: (source) => {
        drained.add(source);
        if (drained.size === 2) stop.abort();
      },
    },
    open: (source, gate) =>
      findConnector(source.connector).open(source, (name) => addresses.get(name) ?? '', gate),
    knownCodes: (source) => codes.of(source),
    random: () => 0,
  };
  const patience = { retryFirstMs: 20, retryMaxMs: 100, stallMs: 60_000, faultRestMs: 60_000 };
  const leases = { leaseMs: 10_000, heartbeatMs: 1_000, claimMs: 50 };
  const breaker = { mostAnHour: 3, restMs: 1_000, longestRestMs: 1_000 };
  await new Collector(ports, name, { ...patience, ...leases, breaker }).run(stop.signal);
  return paces;
}

test('rows come within the budget, a service that says 429 is asked less, and what both cost is written down', async () => {
  const paces = await collect('first');
  const { rows } = await database.query<Record<string, unknown>>(
    'select source, requests::int, rows::int, bytes::int, throttled_ms::int as throttled from intake.cost order by source',
  );
  expect(rows).toEqual([
    { source: service, requests: asked, rows: 2, bytes: 32, throttled: expect.any(Number) },
    {
      source: table,
      requests: expect.any(Number),
      rows: 50,
      bytes: expect.any(Number),
      throttled: expect.any(Number),
    },
  ]);
  // 50 rows at 20 a second, in pages of 20: the second and the third page each waited a second.
  expect(Number(rows[1]?.['throttled'])).toBeGreaterThan(1_500);
  expect(asked).toBeGreaterThanOrEqual(3);
  expect(paces.some((pace) => pace < 1)).toBe(true);
  const health = await database.query<{ pace: number; cause: string | null }>(
    'select pace, throttled_by as cause from intake.health order by source',
  );
  expect(health.rows[0]?.pace).toBeLessThan(1);
  // A round trip that took longer than the wait leaves no wait to tell of.
  expect(['asked', null]).toContain(health.rows[0]?.cause);
  expect(health.rows[1]).toEqual({ pace: 1, cause: 'budget' });
});

test('a renamed column is told as one, waits for a decision, and once accepted belongs to the contract', async () => {
  await owner.query('alter table pre_rows rename note to remark');
  await owner.query(`insert into pre_rows values ('P-99', now() at time zone 'Asia/Shanghai', '新的')`);
  await collect('second');
  const found = await database.query<Record<string, unknown>>(
    `select id::text as id, kind, col, renamed_to, state from intake.drift where source = $1`,
    [table],
  );
  const renamed = { kind: 'renamed', col: 'NOTE', renamed_to: 'REMARK', state: 'open' };
  expect(found.rows).toEqual([{ id: expect.any(String), ...renamed }]);
  const id = String(found.rows[0]?.['id']);
  const acceptance = { by: '王', why: '部门来函', at: systemClock.now() };
  expect(await acceptDrift(database, id, acceptance)).toBe('accepted');
  expect(await acceptDrift(database, id, acceptance)).toBe('gone');
  const contract = await database.query<{ names: readonly string[] }>(
    `select array(select jsonb_object_keys(columns) order by 1) as names from intake.contract where source = $1`,
    [table],
  );
  expect(contract.rows).toEqual([{ names: ['INFOTYPE', 'MAKETIME', 'PROJID', 'REMARK'] }]);
  const audit = await database.query('select actor, subject from ops.audit where action = $1', [
    'drift.accept',
  ]);
  expect(audit.rows).toEqual([{ actor: '王', subject: table }]);
});

test('a changed declaration is told before any row shows it, and is withdrawn when it is undone', async () => {
  const told = async (): Promise<readonly unknown[]> => {
    const { rows } = await database.query(
      `select kind, col, state, declared_before ->> 'type' as before, declared_after ->> 'type' as after
         from intake.drift where source = $1 and kind <> 'renamed' order by kind`,
      [table],
    );
    return rows;
  };
  await owner.query('alter table pre_rows alter remark type varchar(20), add column fee integer');
  await collect('third');
  const added = { kind: 'additive', col: 'FEE', state: 'noted', before: null, after: 'integer' };
  const narrower = { kind: 'narrowing', col: 'REMARK', before: 'text', after: 'character varying(20)' };
  expect(await told()).toEqual([added, { ...narrower, state: 'open' }]);
  await owner.query('alter table pre_rows alter remark type text');
  await collect('fourth');
  expect(await told()).toEqual([added, { ...narrower, state: 'withdrawn' }]);
});

test('a code that the mapping knows says nothing, unknown ones are told once, and withdrawn when they are explained', async () => {
  const told = async (): Promise<readonly unknown[]> => {
    const { rows } = await database.query(
      `select col, state, after -> 'codes' as codes from intake.drift where kind in ('codes', 'type')`,
    );
    return rows;
  };
  const give = async (...codes: readonly string[]): Promise<void> => {
    await owner.query(
      `insert into pre_rows select 'C-' || code, now() at time zone 'Asia/Shanghai', '1', code, 5 from unnest($1::text[]) code`,
      [codes],
    );
    await collect(`codes ${codes.join()}`);
  };
  // As if two hundred rows had been looked at.
  await database.query('update intake.contract set sampled = 200');
  await give('1', '8');
  expect(await told()).toEqual([{ col: 'INFOTYPE', state: 'open', codes: ['8'] }]);
  // A declared change of type is told by the declaration: whole numbers became decimals, which only widens.
  await owner.query('alter table pre_rows alter fee type numeric(8, 2)');
  await give('7');
  expect(await told()).toEqual([{ col: 'INFOTYPE', state: 'open', codes: ['7', '8'] }]);
  await database.query(
    `insert into intake.code_addition (source, stream, field, raw, canonical, added_at, added_by, why)
     select $1, 'application', 'caseType', code, 'PROMISED', now(), '王', '部门来函' from unnest(array['7', '8']) code`,
    [table],
  );
  await collect('codes explained');
  expect(await told()).toEqual([{ col: 'INFOTYPE', state: 'withdrawn', codes: ['7', '8'] }]);
});
