import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, systemClock } from '#base/contracts';
import { TopicNames, type OutgoingMessage } from '#base/kafka';
import { Database } from '#base/postgres';
import { findConnector } from '#libs/connectors';
import { applySources, Collector, requestBackfill, type CollectPorts } from '#libs/intake';
import {
  soapAccount,
  soapServer,
  type SoapCall,
  type SoapServer,
} from '../../../test/support/soap-server.js';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';

const files = '370800.yjglj.files';
const windows = '370800.scjgj.rest';
const feed = '370800.sthjj.feed';
const permits = '370800.sthjj.permit';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const day = new Date('2026-03-02T00:00:00Z');
const range = { by: 'time', from: day, to: new Date(day.getTime() + 12 * dayMs) } as const;
/** A part that begins and ends within windows of the live reading, and within days. */
const part = { ...range, from: new Date(day.getTime() + 3.25 * dayMs) } as const;
let folder: string;
let hub: TestDatabase;
let database: Database;
let server: Server;
let service: SoapServer;
/** Windows the service was asked for. */
const asked: string[] = [];
const sent: OutgoingMessage[] = [];

const local = (at: Date): string =>
  new Date(at.getTime() + 8 * hourMs).toISOString().slice(0, 19).replace('T', ' ');
/** Two records a day of twenty-four days. */
const records = Array.from({ length: 48 }, (_, n) => ({
  ID: `R-${n}`,
  AT: local(new Date(day.getTime() + n * 0.5 * dayMs)),
}));

/** The same records, page by page, from a service that knows whole days only. */
function permitsOf({ begin, end, pageNo, pageSize }: SoapCall): object {
  const within = records.filter(({ AT }) => AT.slice(0, 10) >= begin && AT.slice(0, 10) <= end);
  const page = within.slice((pageNo - 1) * pageSize, pageNo * pageSize);
  const row = page.map(({ ID, AT }) => ({ ID: `S${ID}`, AT }));
  return { total: within.length, ...(row.length > 0 ? { rows: { row } } : {}) };
}

beforeAll(async () => {
  [hub, folder] = await Promise.all([cloneDatabase(), mkdtemp(join(tmpdir(), 'rereading-'))]);
  database = new Database({ url: hub.url, maxConnections: 6, applicationName: 'rereading spec' });
  for (const [name, days] of [
    ['a', 1],
    ['b', 2],
    ['late', 20],
  ] as const) {
    const rows = Array.from({ length: 5 }, (_, n) => `${name.toUpperCase()}-${n}`);
    const path = join(folder, `${name}.csv`);
    await writeFile(path, `ID\n${rows.join('\n')}\n`);
    const at = new Date(day.getTime() + days * dayMs);
    await utimes(path, at, at);
    await writeFile(`${path}.ok`, '');
  }
  service = await soapServer();
  service.behaviour.elements = permitsOf;
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://department');
    const [from, to] = [searchParams.get('from') ?? '', searchParams.get('to') ?? ''];
    if (request.url?.startsWith('/rows')) asked.push(from);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(records.filter(({ AT }) => AT >= from && AT <= to)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stream = 'name: result, kind: result, mode: cursor, key: [ID], caseNumber: ID';
  const head =
    'document: source, name: 测试, standard: s, generation: a, read: { pageSize: 4, poll: 30ms, overlap: 0s }';
  const window =
    "parameters: { from: '${from}', to: '${to}' }, window: { width: 7d, format: 'yyyy-MM-dd HH:mm:ss', start: '2026-03-02 08:00:00' }";
  const paged =
    "arguments: { begin: '${from}', end: '${to}', pageNo: '${page}', pageSize: '${pageSize}' }, page: { total: total }";
  const documents = [
    `{ ${head}, id: ${files}, connector: files, writeBack: true, settings: { place: { kind: folder, path: ${folder} } },
       streams: [{ ${stream}, settings: { pattern: '*.csv', format: csv, headings: { ID: ID }, complete: { by: ok } } }] }`,
    `{ ${head}, id: ${windows}, connector: rest,
       streams: [{ ${stream}, cursor: AT, settings: { path: /rows, records: $, paging: { kind: none }, ${window} } }] }`,
    `{ ${head}, id: ${feed}, connector: rest,
       streams: [{ ${stream}, settings: { path: /feed, records: $, order: append } }] }`,
    `{ ${head}, id: ${permits}, connector: soap, settings: { security: { username: ${soapAccount.username}, passwordSecret: password } },
       streams: [{ ${stream}, cursor: AT, settings: { operation: queryPermits, records: rows.row, ${paged}, window: { start: '2026-03-02', width: 7d, format: yyyy-MM-dd } } }] }`,
  ].map((text, place) => ({ path: `${place}.yaml`, text }));
  const decree = { at: systemClock.now(), by: '', why: '' };
  await database.transaction((tx) => applySources(tx, documents, decree, { admit: ['*'] }));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await service.close();
  await database.close();
  await hub.drop();
  await rm(folder, { recursive: true });
});

/** Collects until `until` says so after a poll or a chunk. */
async function collect(until: () => Promise<boolean>): Promise<void> {
  const stop = new AbortController();
  const silent = (): void => undefined;
  const look = (): void => void until().then((over) => over && stop.abort());
  const { port } = server.address() as { readonly port: number };
  const ports: CollectPorts = {
    database,
    publisher: { publish: async (messages) => void sent.push(...messages) },
    topics: new TopicNames(),
    clock: systemClock,
    observer: {
      shared: silent,
      unshared: silent,
      leased: silent,
      released: silent,
      counted: look,
      published: silent,
      retained: silent,
      late: silent,
      noticed: silent,
      faulted: silent,
      resting: silent,
      cost: silent,
      polled: look,
    },
    open: (source, gate) =>
      findConnector(source.connector).open(source, (name) => secretOf(name, port), gate),
    knownCodes: () => Promise.resolve(new Map()),
    random: () => 0,
  };
  const patience = { retryFirstMs: 20, retryMaxMs: 100, stallMs: 60_000, faultRestMs: 60_000 };
  const leases = { leaseMs: 10_000, heartbeatMs: 1_000, claimMs: 50 };
  const breaker = { mostAnHour: 3, restMs: 1_000, longestRestMs: 1_000 };
  await new Collector(ports, 'spec', { ...patience, ...leases, breaker }).run(stop.signal);
}

function secretOf(name: string, port: number): string {
  if (name === 'password') return soapAccount.password;
  return name.startsWith(`source.${permits}`) ? service.url : `http://127.0.0.1:${port}`;
}

async function backfills(): Promise<
  readonly { readonly state: string; readonly chunks: number; readonly why: string | null }[]
> {
  const { rows } = await database.query<{ state: string; chunks: number; why: string | null }>(
    'select state, chunks::int, fault_sentence as why from intake.backfill order by id',
  );
  return rows;
}

const keysOf = (from: number): readonly string[] =>
  sent.slice(from).flatMap(({ key, headers }) => (headers['quiet']?.startsWith('backfill') ? key : []));

test('files and time windows are read once more between the live polls, go on after a stop, and nobody hears of it', async () => {
  await collect(async () => {
    const { rows } = await database.query(
      'select from intake.checkpoint where source <> $1 and drained_until is null',
      [feed],
    );
    return rows.length === 0;
  });
  const live = sent.length;
  // A record at the seam of two windows comes with both.
  expect(new Set(sent.map(({ key }) => key)).size).toBe(15 + 2 * records.length);
  // What came while nobody read is the live reading's.
  await writeFile(join(folder, 'fresh.csv'), 'ID\nfresh-0\n');
  const reports = (await readdir(folder)).filter((name) => name.endsWith('.report.json'));
  await Promise.all(reports.map((name) => rm(join(folder, name))));
  for (const source of [files, windows, feed, permits]) {
    const own = source === permits ? part : range;
    const wish = { source: brandAs<never>(source), stream: brandAs<never>('result'), range: own };
    const terms = { rowsPerSecond: 40, tell: false, by: '王', why: '补一天', at: systemClock.now() };
    await database.transaction((tx) => requestBackfill(tx, { ...wish, ...terms }));
  }
  asked.length = 0;
  const before = service.calls.length;
  await collect(async () => ((await backfills())[3]?.chunks ?? 0) > 0);
  await collect(async () => (await backfills()).every(({ state }) => state === 'done' || state === 'failed'));
  const [ofFiles, ofWindows, ofFeed, ofPermits] = await backfills();
  expect([ofFiles?.state, ofWindows?.state, ofPermits?.state]).toEqual(['done', 'done', 'done']);
  expect(ofFeed).toMatchObject({ state: 'failed', why: expect.stringContaining('不能按时间重读') });
  const reread = new Set(keysOf(live));
  const wanted = [
    ...['A', 'B'].flatMap((name) => Array.from({ length: 5 }, (_, n) => `${name}-${n}`)),
    ...records.filter(({ AT }) => AT <= local(range.to)).map(({ ID }) => ID),
    ...records.filter(({ AT }) => AT >= local(part.from) && AT <= local(part.to)).map(({ ID }) => `S${ID}`),
  ];
  expect([...reread].toSorted()).toEqual(wanted.toSorted());
  expect(new Set(asked.filter((from) => from < local(range.to))).size).toBeLessThanOrEqual(2);
  expect((await readdir(folder)).filter((name) => name.endsWith('.report.json'))).toEqual([]);
  const calls = service.calls.slice(before).filter(({ begin }) => begin === local(part.from).slice(0, 10));
  // What was cut goes on at its page: the first is not asked for again.
  expect(calls.filter(({ pageNo }) => pageNo === 1)).toHaveLength(1);
  const loud = sent.slice(live).filter(({ key, headers }) => key?.startsWith('SR') && !headers['quiet']);
  expect(loud).toEqual([]);
});
