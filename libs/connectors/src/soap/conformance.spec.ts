import { afterAll, beforeAll, test } from '@jest/globals';
import type { SourceDefinition, StreamDefinition } from '#base/contracts';
import { brandAs } from '#base/contracts';
import {
  soapAccount,
  soapServer,
  soapSource,
  type SoapCall,
  type SoapServer,
} from '../../../../test/support/soap-server.js';
import { keeps, promisesOf } from '../conformance/connector-promises.js';
import type { ServerTrouble, Subject, SubjectRow } from '../conformance/subject.js';
import { pageOf } from '../conformance/page-of.js';
import { filling, rowsBetween } from '../conformance/paged-source.js';
import { soapConnector } from './soap.connector.js';
import { soapWaivers } from './waivers.js';

let server: SoapServer;
let rows: SubjectRow[] = [];

function honest({ begin, end, pageNo, pageSize }: SoapCall): object {
  const within = rowsBetween(rows, begin, end);
  const from = (pageNo - 1) * pageSize;
  const row = within.slice(from, from + pageSize).map(({ id, at }) => ({ NO: id, AT: at, NOTE: filling }));
  return { code: '0', total: within.length, ...(row.length > 0 ? { rows: { row } } : {}) };
}

function stream(settings: object): StreamDefinition {
  return {
    name: brandAs('rows'),
    kind: 'application',
    table: '',
    settings: {
      operation: 'queryPermits',
      arguments: { begin: '${from}', end: '${to}', pageNo: '${page}', pageSize: '${pageSize}' },
      records: 'rows.row',
      result: { code: 'code', success: ['0'] },
      page: { total: 'total' },
      window: { start: '2026-03-02' },
      ...settings,
    },
    mode: 'cursor',
    cursor: 'AT',
    key: ['NO'],
    caseNumber: 'NO',
    flag: null,
  };
}

const source = (settings: object = {}, ofStream: object = {}): SourceDefinition =>
  soapSource(stream(ofStream), {
    timeout: '2s',
    retry: { attempts: 3, wait: '10ms', longest: '2s' },
    ...settings,
  });

/** Status codes only where rows are asked for: the WSDL is read when the source is opened. */
function troubled(trouble: ServerTrouble | null): SoapServer['behaviour']['trouble'] {
  if (trouble === null) return null;
  let left = trouble.times;
  return (request, response) => {
    left -= 1;
    if (left <= 0) server.behaviour.trouble = null;
    request.resume();
    const headers = trouble.retryAfter === undefined ? {} : { 'retry-after': String(trouble.retryAfter) };
    response.writeHead(trouble.status, headers).end();
  };
}

const subject: Subject = {
  title: 'SOAP',
  kind: 'soap',
  waivers: soapWaivers,
  settings: pageOf('soap').settings,
  // The WSDL names the server's own address; behind the proxy the service is where the WSDL was found.
  connector: (clock) => {
    const connector = soapConnector(clock);
    const open: typeof connector.open = (given, secret, gate) => {
      const endpoint = secret('url').replace('?wsdl', '');
      return connector.open({ ...given, settings: { ...given.settings, endpoint } }, secret, gate);
    };
    return { ...connector, open };
  },
  source: () => source(),
  port: () => Number(new URL(server.url).port),
  secret: (port, canary) => (name) =>
    name === 'password' ? (canary ?? soapAccount.password) : `http://127.0.0.1:${port}/permit?wsdl`,
  clear: async () => {
    rows = [];
    server.behaviour.elements = honest;
    return Promise.resolve();
  },
  insert: async (more) => Promise.resolve(void rows.push(...more)),
  wrong: [
    { source: source({ timeout: 'soon' }), path: 'settings.timeout' },
    { source: source({}, { records: '' }), path: 'streams.rows.settings.records' },
  ],
  lost: () => source({}, { operation: 'queryNothing' }),
  strange: {
    foreign: { at: null, key: ['files1'] },
    corrupt: { at: 'not a time', key: ['x'] },
    future: { at: '2999-01-01 00:00:00', key: [] },
  },
  budgeted: { source: { ...source(), budget: { requestsPerSecond: 20 } }, leastMs: 180 },
  trouble: (next) => void (server.behaviour.trouble = troubled(next)),
};

beforeAll(async () => void (server = await soapServer()));
afterAll(() => server.close());

test.each(promisesOf(subject))('SOAP %s', (name) => keeps(name, subject), 60_000);
