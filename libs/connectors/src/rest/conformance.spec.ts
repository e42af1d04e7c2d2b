import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, test } from '@jest/globals';
import type { SourceDefinition } from '#base/contracts';
import { keeps, promisesOf } from '../conformance/connector-promises.js';
import type { ServerTrouble, Subject, SubjectRow } from '../conformance/subject.js';
import { pageOf } from '../conformance/page-of.js';
import { filling, pagedSource, rowsBetween } from '../conformance/paged-source.js';
import { restConnector } from './rest.connector.js';
import { restWaivers } from './waivers.js';

const key = 'rest-synthetic-key';
const server = createServer(answer);
let rows: SubjectRow[] = [];
let trouble: ServerTrouble | null = null;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://department');
  if (trouble !== null && trouble.times > 0) {
    const { status, retryAfter } = trouble;
    trouble = { ...trouble, times: trouble.times - 1 };
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }).end();
    return;
  }
  if (pathname === '/') return void response.end('{}');
  if (request.headers['x-key'] !== key) return void response.writeHead(401).end();
  if (pathname !== '/rows') return void response.writeHead(404).end();
  const asked = (name: string): string => searchParams.get(name) ?? '';
  const within = rowsBetween(rows, asked('from'), asked('to'));
  const from = (Number(asked('page')) - 1) * Number(asked('size'));
  const page = within.slice(from, from + Number(asked('size')));
  const told = page.map((row) => ({ ...row, note: filling }));
  response.end(JSON.stringify({ total: within.length, rows: told }));
}

function source(settings: object = {}, stream: object = {}): SourceDefinition {
  const ofStream = {
    path: '/rows',
    parameters: { from: '${from}', to: '${to}', page: '${page}', size: '${pageSize}' },
    records: 'rows',
    total: 'total',
    paging: { kind: 'page' },
    window: { start: '2026-03-02', width: '1d' },
    ...stream,
  };
  const ofSource = {
    signature: { kind: 'apiKey', name: 'x-key', keySecret: 'key' },
    retry: { attempts: 3, wait: '10ms', longest: '2s' },
    timeout: '2s',
    ...settings,
  };
  return pagedSource(
    'rest',
    { settings: ofStream, cursor: 'at' },
    { settings: ofSource, overlapMs: 600_000 },
  );
}

const subject: Subject = {
  title: 'REST',
  kind: 'rest',
  waivers: restWaivers,
  settings: pageOf('rest').settings,
  connector: (clock) => restConnector(clock),
  source: () => source(),
  port: () => (server.address() as AddressInfo).port,
  secret: (port, canary) => (name) => (name === 'key' ? (canary ?? key) : `http://127.0.0.1:${port}`),
  clear: async () => Promise.resolve(void (rows = [])),
  insert: async (more) => Promise.resolve(void rows.push(...more)),
  wrong: [
    { source: source({ timeout: 'soon' }), path: 'settings.timeout' },
    { source: source({}, { records: '' }), path: 'streams.rows.settings.records' },
  ],
  lost: () => source({}, { path: '/nothing' }),
  strange: {
    foreign: { at: null, key: ['files1'] },
    corrupt: { at: 'not a time', key: ['x'] },
    future: { at: '2999-01-01 00:00:00', key: [] },
  },
  budgeted: { source: { ...source(), budget: { requestsPerSecond: 20 } }, leastMs: 180 },
  trouble: (next) => void (trouble = next),
};

beforeAll(async () => void (await once(server.listen(0, '127.0.0.1'), 'listening')));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test.each(promisesOf(subject))('REST %s', (name) => keeps(name, subject), 60_000);
