import { deepEqual, equal, rejects, throws } from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from '@jest/globals';
import { brandAs, type StreamDefinition } from '#base/contracts';
import { permitWsdl, soapAccount, soapServer, soapSource } from '../../../../test/support/soap-server.js';
import { pagesOf } from '../conformance/reading.js';
import { readAnswer } from './answer.js';
import { streamSchema } from './settings.js';
import { soapConnector } from './soap.connector.js';
import { toJson } from './xml.js';

const envelope = (inner: string): string =>
  `<s:Envelope xmlns:s="urn:s"><s:Body><queryPermitsResponse>${inner}</queryPermitsResponse></s:Body></s:Envelope>`;

const coded = { result: { code: 'code', success: ['0'] } };
const textual = { payload: { path: 'return', encoding: 'xml' } };
const counted = { page: { total: 'total' }, arguments: { pageNo: '${page}' } };

test.each([
  ['', 'rows.row', {}, 'rows'],
  ['', 'rows.row', { whenMissing: 'empty' }, null],
  ['<rows/>', 'rows.row', {}, null],
  ['<rows>维护中</rows>', 'rows.row', {}, 'rows.row'],
  ['<rows><item/></rows>', 'rows.row', {}, 'rows.row'],
  ['<total>0</total>', 'rows.row', counted, null],
  ['<code>0</code>', 'row', coded, null],
  ['<code>0</code>', 'rows.row', coded, 'rows'],
  ['<code>0</code><data/>', 'row', coded, 'row'],
  ['<return/>', 'row', textual, ''],
  ['<return>&lt;r/></return>', 'row', textual, null],
])('of %j without records at %s, declared %j, is missing: %s', (inner, records, more, missing) => {
  const settings = streamSchema.parse({ operation: 'queryPermits', records, ...more });
  const reply = { status: 200, body: envelope(inner), retryAfter: null, date: null };
  const answer = readAnswer('s', settings, reply, 1_000);
  equal(answer.missing?.join('.') ?? null, missing);
  deepEqual(answer.records, []);
});

test('a small payload that unfolds into more elements than memory holds is refused', () => {
  const crowd = gzipSync(`<r>${'<a/>'.repeat(600_000)}</r>`).toString('base64');
  const payload = { path: 'return', encoding: 'gzipXml' };
  const settings = streamSchema.parse({ operation: 'queryPermits', records: 'a', payload });
  const reply = { status: 200, body: envelope(`<return>${crowd}</return>`), retryAfter: null };
  throws(() => readAnswer('s', settings, reply, 64 * 1024 * 1024), {
    facts: { source: 's', reason: 'large' },
  });
});

test('what the schema language says of an element is no content, whatever its prefix', () => {
  const instance = 'http://www.w3.org/2001/XMLSchema-instance';
  const fields = '<no i:type="x:string">1</no><end i:nil="true"/><fee unit="元" n:nil="true">9</fee>';
  const settings = streamSchema.parse({ operation: 'queryPermits', records: 'row' });
  const body = envelope(`<row xmlns:i="${instance}" xmlns:n="urn:n">${fields}</row>`);
  const { records } = readAnswer('s', settings, { status: 200, body, retryAfter: null }, 1_000);
  const json = records.map((record) => toJson(record, new Set()));
  deepEqual(json, [{ no: '1', end: null, fee: { '@unit': '元', '@nil': 'true', '#text': '9' } }]);
});

test('an answer without the list is a fault, and empty where the WSDL lets the list be missing', async () => {
  const server = await soapServer();
  const stream: StreamDefinition = {
    name: brandAs('application'),
    kind: 'application',
    table: '',
    settings: { operation: 'queryPermits', records: 'rows.row' },
    mode: 'cursor',
    cursor: 'AT',
    key: ['NO'],
    caseNumber: 'NO',
    flag: null,
  };
  let list = '<xs:element name="rows" type="xs:string"/>';
  server.behaviour.trouble = ({ method }, response) => {
    const any = '<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>';
    const wsdl = permitWsdl(server.url.replace('?wsdl', '')).replace(any, list);
    response.end(method === 'POST' ? envelope('') : wsdl);
  };
  const secret = (name: string): string => (name === 'password' ? soapAccount.password : server.url);
  const reader = await soapConnector().open(soapSource(stream, {}), secret);
  try {
    await rejects(async () => pagesOf(reader, stream), {
      facts: { reason: 'listless', path: 'rows', source: '370800.sthjj.permit' },
    });
    list = list.replace('/>', ' minOccurs="0"/>');
    deepEqual(await pagesOf(reader, stream), []);
  } finally {
    await reader.close();
    await server.close();
  }
});
