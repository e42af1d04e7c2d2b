import { deepEqual, equal, ok } from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, test } from '@jest/globals';
import { brandAs, HubError, type Page, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import {
  permitWsdl,
  soapAccount,
  soapServer,
  soapSource,
  type SoapServer,
} from '../../../../test/support/soap-server.js';
import { soapConnector } from './soap.connector.js';

let server: SoapServer;
let password: string = soapAccount.password;

function streamOf(patch: object = {}, rest: Partial<StreamDefinition> = {}): StreamDefinition {
  return {
    name: brandAs('application'),
    kind: 'application',
    table: '',
    settings: { operation: 'queryPermits', records: 'rows.row', ...patch },
    mode: 'cursor',
    cursor: 'AT',
    key: ['NO'],
    caseNumber: 'NO',
    flag: null,
    ...rest,
  };
}

const secret = (name: string): string => (name === 'password' ? password : server.url);

async function read(
  stream = streamOf(),
  patch: SourceDefinition['settings'] = {},
  after: Page['end'] = null,
  budget: SourceDefinition['budget'] = {},
): Promise<readonly Page[]> {
  // Faults are looked at one by one here; that they are waited out, the conformance suite proves.
  const once = { retry: { attempts: 1 }, ...patch };
  const reader = await soapConnector().open({ ...soapSource(stream, once), budget }, secret);
  try {
    const pages: Page[] = [];
    const request = { stream, after, until: new Date(), pageSize: 2 };
    for await (const page of reader.read(request, new AbortController().signal)) pages.push(page);
    return pages;
  } finally {
    await reader.close();
  }
}

/** `CODE reason` of what a read throws; the sentence must be Chinese and hold neither password nor what the service said. */
async function faultOf(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  ok(thrown instanceof HubError, `a HubError, not ${String(thrown)}`);
  const all = JSON.stringify([thrown.message, thrown.facts, String(thrown.cause)]);
  ok(!all.includes(password) && !all.includes('王测试'));
  return `${thrown.code.replace('HUB_SOURCE_', '')} ${String(thrown.facts['reason'] ?? thrown.facts['path'])}`;
}

/** Lets WSDL requests pass and answers calls itself. */
function answering(answer: (response: ServerResponse) => void): void {
  let opened = false;
  server.behaviour.trouble = (request, response) => {
    if (request.method === 'POST') return answer(response);
    ok(!opened);
    opened = true;
    response.end(permitWsdl(server.url.replace('?wsdl', '')));
  };
}

const envelope = (body: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
const fault = (code: string, said: string): string =>
  envelope(`<s:Fault><faultcode>${code}</faultcode><faultstring>${said}</faultstring></s:Fault>`);
const sending =
  (status: number, body: string | Buffer, type = 'text/xml') =>
  (): void =>
    answering(
      (response) => void response.writeHead(status, { 'content-type': type, location: '/x' }).end(body),
    );
const rowsOf = (inner: string): string => envelope(`<queryPermitsResponse>${inner}</queryPermitsResponse>`);

beforeAll(async () => void (server = await soapServer()));
beforeEach(() => {
  password = soapAccount.password;
  server.behaviour.trouble = null;
  server.behaviour.elements = () => ({ rows: { row: [{ NO: '1', AT: '2026-03-01' }] } });
});
afterAll(() => server.close());

test('a wrong password is a refused account', async () => {
  equal((await read()).length, 1);
  password = 'not-it-at-all';
  equal(await faultOf(read()), 'DENIED denied');
});

test.each([
  ['a server fault is tried again', sending(500, fault('s:Server', '王测试')), 'UNREACHABLE serverFault'],
  ['a client fault stops', sending(500, fault('s:Client', '王测试')), 'INVALID clientFault'],
  ['a security fault is a refused account', sending(500, fault('wsse:FailedCheck', 'no')), 'DENIED denied'],
  ['a fault that speaks of the password too', sending(500, fault('s:Server', '密码错误')), 'DENIED denied'],
  [
    'a SOAP 1.2 fault is told apart as well',
    sending(400, envelope('<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code></s:Fault>')),
    'INVALID clientFault',
  ],
  ['401 is a refused account', sending(401, ''), 'DENIED denied'],
  ['a redirect is not followed', sending(302, ''), 'INVALID redirected'],
  ['404 stops', sending(404, 'no'), 'INVALID missing'],
  ['503 is tried again', sending(503, 'busy'), 'UNREACHABLE busy'],
  ['an answer cut in the XML is tried again', sending(200, rowsOf('').slice(0, -9)), 'UNREACHABLE malformed'],
  [
    'an external entity is refused unread',
    sending(200, `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>${rowsOf('<rows>&x;</rows>')}`),
    'INVALID unsafe',
  ],
  ['bytes of another encoding are refused', sending(200, Buffer.from([60, 0xff, 0xfe])), 'INVALID encoding'],
  ['an answer without end is refused', sending(200, 'x'.repeat(70_000)), 'INVALID large'],
  [
    'a cut connection is tried again',
    () => answering((response) => void response.writeHead(200).write('<s:Env', () => response.destroy())),
    'UNREACHABLE cut',
  ],
  ['a black hole ends by the time limit', () => answering(() => undefined), 'TIMEOUT timeout'],
  [
    'a slow drip ends by the time limit',
    () =>
      answering((response) => {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      }),
    'TIMEOUT timeout',
  ],
])('%s', async (_, trouble, expected) => {
  trouble();
  equal(await faultOf(read(streamOf(), { timeout: '300ms', limits: { responseBytes: 65_536 } })), expected);
});

test.each([
  ['401', 'DENIED denied'],
  ['400', 'INVALID refused'],
  ['999', 'UNREACHABLE business'],
])('a business code %s is told as what it means', async (code, expected) => {
  server.behaviour.elements = () => ({ code });
  const result = { code: 'code', success: ['0'], denied: ['401'], refused: ['400'] };
  equal(await faultOf(read(streamOf({ result }))), expected);
});

test.each([
  [gzipSync(`<a>${' '.repeat(200_000)}</a>`).toString('base64'), 'INVALID large'],
  ['not base64!', 'INVALID compressed'],
  [Buffer.from('plain').toString('base64'), 'INVALID compressed'],
  [gzipSync('<!DOCTYPE a><a/>').toString('base64'), 'INVALID unsafe'],
])('a payload that is no honest GZIP is refused (%#)', async (payload, expected) => {
  server.behaviour.text = () => payload;
  const packed = { operation: 'queryText', records: 'row', payload: { path: 'return', encoding: 'gzipXml' } };
  equal(await faultOf(read(streamOf(packed), { limits: { payloadBytes: 100_000 } })), expected);
});

test('GBK bytes and XML in CDATA are read as they were written', async () => {
  const gbk = Buffer.concat([
    Buffer.from(
      `<?xml version="1.0" encoding="GBK"?>${rowsOf('<return><![CDATA[<r><row><NO>').split('</q')[0]}`,
    ),
    Buffer.from([0xc7, 0xfa, 0xb8, 0xb7]),
    Buffer.from('</NO></row></r>]]></return></queryPermitsResponse></s:Body></s:Envelope>'),
  ]);
  sending(200, gbk)();
  const [page] = await read(streamOf({ records: 'row', payload: { path: 'return', encoding: 'xml' } }));
  deepEqual(String(page?.rows[0]?.body), '{"NO":"曲阜"}');
});

test.each([
  ['another host', permitWsdl('http://10.0.0.1/permit'), 'INVALID foreign'],
  [
    'an import of another host',
    `<xs:import namespace="urn:x" schemaLocation="http://10.0.0.1/x.xsd"/>`,
    'INVALID foreign',
  ],
  [
    'an import of a file',
    `<xs:import namespace="urn:x" schemaLocation="file:///etc/hostname"/>`,
    'INVALID foreign',
  ],
  ['a document type', `<!DOCTYPE a>${permitWsdl('http://10.0.0.1/permit')}`, 'INVALID unsafe'],
])('a WSDL with %s is refused', async (_, text, expected) => {
  const own = server.url.replace('?wsdl', '');
  const wsdl = text.startsWith('<xs:')
    ? permitWsdl(own, text)
    : text.replace(/(<!DOCTYPE a>)(<\?xml.*?\?>)/, '$2$1');
  server.behaviour.trouble = (_, response) => void response.end(wsdl);
  equal(await faultOf(read()), expected);
});

test('the signal ends a hanging call at once, without a fault', async () => {
  const stream = streamOf();
  const stop = new AbortController();
  answering(() => stop.abort());
  const reader = await soapConnector().open(soapSource(stream, {}), secret);
  const request = { stream, after: null, until: null, pageSize: 2 };
  const started = Date.now();
  for await (const page of reader.read(request, stop.signal)) ok(page === null);
  ok(Date.now() - started < 2_000);
  await reader.close();
});

test.each<readonly [string, object, Partial<StreamDefinition>, SourceDefinition['settings']]>([
  ['settings.colour', {}, {}, { colour: 1 }],
  ['settings.timeout', {}, {}, { timeout: 'soon' }],
  ['settings.header.values', {}, {}, { header: { element: 'h', values: { rid: '${page}x${what}' } } }],
  ['streams.application.settings.operation', { operation: '' }, {}, {}],
  ['streams.application.settings.payload', { payload: { encoding: 'xml' } }, {}, {}],
  ['streams.application.settings.arguments', { arguments: { a: '${from}' } }, {}, {}],
  ['streams.application.settings.arguments', { arguments: { a: '${what}' } }, {}, {}],
  ['streams.application.mode', {}, { mode: 'keyset' }, {}],
  [
    'streams.application.cursor',
    { arguments: { a: '${from}${to}' }, window: { start: '2026-03-01' } },
    { cursor: null },
    {},
  ],
])('a wrong %s is refused by name', async (path, stream, rest, source) => {
  equal(await faultOf(read(streamOf(stream, rest), source)), `INVALID ${path}`);
});

test('a place of another stream or of the future is refused, an unknown operation too', async () => {
  equal(await faultOf(read(streamOf(), {}, { at: null, key: ['x'] })), 'INVALID place');
  const window = { arguments: { begin: '${from}', end: '${to}' }, window: { start: '2026-03-01' } };
  equal(await faultOf(read(streamOf(window), {}, { at: 'x', key: [] })), 'INVALID place');
  equal(await faultOf(read(streamOf(window), {}, { at: '2999-01-01 00:00:00', key: [] })), 'INVALID place');
  equal(await faultOf(read(streamOf({ operation: 'dropTable' }))), 'INVALID operation');
});

test('requests keep to the budget', async () => {
  const paged = { arguments: { pageNo: '${page}' }, page: {}, whenMissing: 'empty' };
  server.behaviour.elements = ({ pageNo }) => (pageNo > 3 ? {} : { rows: { row: [{ NO: String(pageNo) }] } });
  const started = performance.now();
  equal((await read(streamOf(paged), {}, null, { requestsPerSecond: 20 })).length, 3);
  ok(performance.now() - started >= 140);
});
