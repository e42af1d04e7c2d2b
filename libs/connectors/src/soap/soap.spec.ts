import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, test } from '@jest/globals';
import {
  brandAs,
  type Page,
  type ReadRequest,
  type SourceDefinition,
  type StreamDefinition,
} from '#base/contracts';
import {
  permitWsdl,
  soapAccount,
  soapServer,
  soapSource,
  type SoapCall,
  type SoapServer,
} from '../../../../test/support/soap-server.js';
import { soapConnector } from './soap.connector.js';

interface Permit {
  readonly NO: string;
  readonly AT: string;
  readonly FEE?: string;
}

let server: SoapServer;
let permits: Permit[] = [];
const until = new Date('2026-03-03T00:00:00+08:00');
const secrets: Readonly<Record<string, string>> = { password: soapAccount.password, sid: 'sid-1' };

const stream: StreamDefinition = {
  name: brandAs('application'),
  kind: 'application',
  table: '',
  settings: {
    operation: 'queryPermits',
    arguments: { begin: '${from}', end: '${to}', pageNo: '${page}', pageSize: '${pageSize}' },
    records: 'rows.row',
    lists: ['MATERIAL'],
    result: { code: 'code', success: ['0'], empty: ['404'], denied: ['401'], refused: ['400'] },
    page: { total: 'total' },
    window: { start: '2026-03-01', width: '1d' },
  },
  mode: 'cursor',
  cursor: 'AT',
  key: ['NO'],
  caseNumber: 'NO',
  flag: null,
};
const list = {
  ...stream,
  settings: {
    operation: 'queryText',
    arguments: { pageNo: '${page}', pageSize: '${pageSize}' },
    payload: { path: 'return', encoding: 'gzipXml' },
    records: 'row',
    page: {},
  },
};

const header = {
  element: 'tongtechheader',
  namespace: 'urn:tt',
  values: { rid: 'r&d', sid: '${secret:sid}' },
};

async function pagesOf(
  read: StreamDefinition,
  wish: Partial<ReadRequest> = {},
  settings: SourceDefinition['settings'] = {},
): Promise<readonly Page[]> {
  const reader = await soapConnector().open(
    soapSource(read, { header, ...settings }),
    (name) => secrets[name] ?? server.url,
  );
  try {
    const request = { stream: read, after: null, until, pageSize: 2, ...wish };
    const pages: Page[] = [];
    for await (const page of reader.read(request, new AbortController().signal)) pages.push(page);
    return pages;
  } finally {
    await reader.close();
  }
}

const casesOf = (pages: readonly Page[]): readonly string[] =>
  pages.flatMap(({ rows }) => rows.map(({ caseNumber }) => caseNumber));

/** Pages of two, in order of time, as an honest service gives them. */
function honest({ begin, end, pageNo, pageSize }: SoapCall): object {
  const within = permits.filter(({ AT }) => AT >= begin && AT <= end);
  const from = (pageNo - 1) * pageSize;
  const row = within.slice(from, from + pageSize);
  return { code: '0', total: within.length, ...(row.length > 0 ? { rows: { row } } : {}) };
}

const day = (number: number, hour = 10): string =>
  `2026-03-0${number} ${String(hour).padStart(2, '0')}:00:00`;

beforeAll(async () => void (server = await soapServer()));
beforeEach(() => {
  permits = [1, 2, 3, 4, 5].map((number) => ({ NO: `A${number}`, AT: day(1, number) }));
  permits.push({ NO: 'B1', AT: day(2), FEE: '12345678901234567.90' });
  Object.assign(server.behaviour, { elements: honest, trouble: null });
});
afterAll(() => server.close());

test('every record of every window comes once, page by page, with header and token as the service wants them', async () => {
  const pages = await pagesOf(stream);
  deepEqual(casesOf(pages), ['A1', 'A2', 'A3', 'A4', 'A5', 'B1']);
  deepEqual(
    pages.map(({ rows }) => rows.length),
    [2, 2, 1, 1],
  );
  match(server.calls.at(-1)?.header ?? '', /"rid":"r&d","sid":"sid-1"/);
});

test('a read resumes at every page boundary with what is left, and repeats no more than the overlap', async () => {
  const pages = await pagesOf(stream);
  for (const [place, page] of pages.entries()) {
    const rest = await pagesOf(stream, { after: page.end });
    deepEqual(casesOf(rest), casesOf(pages.slice(place + 1)));
  }
  permits.push({ NO: 'LATE', AT: '2026-03-02 23:55:00' });
  deepEqual(casesOf(await pagesOf(stream, { after: pages.at(-1)?.end ?? null })), []);
  const later = new Date(until.getTime() + 1_000);
  deepEqual(casesOf(await pagesOf(stream, { after: pages.at(-1)?.end ?? null, until: later })), ['LATE']);
});

test('values stay what the department wrote, one element is a list where a list was declared', async () => {
  permits = [];
  server.behaviour.elements = () => ({
    code: '0',
    total: 1,
    rows: {
      row: [{ NO: ' a1 ', AT: '2026-03-01T08:00:00', FEE: '0010.50', NOTE: '<曲阜>', MATERIAL: { N: '1' } }],
    },
  });
  const narrow = { ...stream, settings: { ...stream.settings, window: { start: '2026-03-02' } } };
  const [row] = (await pagesOf(narrow))[0]?.rows ?? [];
  deepEqual(JSON.parse(String(row?.body)), {
    NO: ' a1 ',
    AT: '2026-03-01T08:00:00',
    FEE: '0010.50',
    NOTE: '<曲阜>',
    MATERIAL: [{ N: '1' }],
  });
  equal(row?.caseNumber, 'A1');
  deepEqual(row?.cursorAt, new Date('2026-03-01T08:00:00+08:00'));
});

test('a row that vanishes while paging makes the window start again, so the row that moved up is not lost', async () => {
  let taken = false;
  server.behaviour.elements = (call) => {
    if (call.pageNo === 2 && !taken) {
      taken = true;
      permits = permits.filter(({ NO }) => NO !== 'A1');
    }
    return honest(call);
  };
  const cases = await pagesOf(stream).then(casesOf);
  ok(['A2', 'A3', 'A4', 'A5', 'B1'].every((name) => cases.includes(name)));
});

test('a service that takes no notice of the page number ends, and one that caps its pages is read whole', async () => {
  const untold = { ...stream, settings: { ...stream.settings, page: {}, whenMissing: 'empty' } };
  server.behaviour.elements = (call) => honest({ ...call, pageNo: 1, pageSize: 100 });
  deepEqual(casesOf(await pagesOf(untold)), ['A1', 'A2', 'A3', 'A4', 'A5', 'B1']);
  server.behaviour.elements = (call) => honest({ ...call, pageSize: 1 });
  deepEqual(casesOf(await pagesOf(untold)), ['A1', 'A2', 'A3', 'A4', 'A5', 'B1']);
});

test('SOAP 1.2 with an address of its own is spoken too', async () => {
  const wish = { version: '1.2', endpoint: server.url.replace('?wsdl', '') };
  equal(casesOf(await pagesOf(stream, {}, wish)).length, 6);
});

test('a code that means no data is an empty answer', async () => {
  server.behaviour.elements = () => ({ code: '404' });
  deepEqual(casesOf(await pagesOf(stream)), []);
});

test('a packed list goes on from its last page, and an unchanged page is not given again', async () => {
  const pack = (xml: string): string => gzipSync(xml).toString('base64');
  server.behaviour.text = ({ pageNo, pageSize }) => {
    const rows = permits.slice((pageNo - 1) * pageSize, pageNo * pageSize);
    const written = rows.map(({ NO, AT }) => `<row><NO>${NO}</NO><AT>${AT}</AT></row>`);
    return pack(`<?xml version="1.0" encoding="UTF-8"?><rows>${written.join('')}</rows>`);
  };
  const pages = await pagesOf(list);
  deepEqual(casesOf(pages), ['A1', 'A2', 'A3', 'A4', 'A5', 'B1']);
  const after = pages.at(-1)?.end ?? null;
  deepEqual(await pagesOf(list, { after }), []);
  permits.push({ NO: 'C1', AT: day(2) });
  deepEqual(casesOf(await pagesOf(list, { after })), ['C1']);
  permits.splice(2);
  deepEqual(casesOf(await pagesOf(list, { after })), ['A1', 'A2']);
});

test('XML in a text element is read, one row like many', async () => {
  const textual = { ...list, settings: { ...list.settings, payload: { path: 'return', encoding: 'xml' } } };
  server.behaviour.text = () => '<rows><row><NO>A1</NO><AT>20260301080000</AT></row></rows>';
  const [page] = await pagesOf(textual);
  deepEqual(page?.rows[0]?.cursorAt, new Date('2026-03-01T08:00:00+08:00'));
});

test('the check names what is missing, the columns come from a sample', async () => {
  server.behaviour.elements = () => ({ code: '0', total: 1, rows: { row: [{ NO: '1' }] } });
  const reader = await soapConnector().open(
    soapSource(stream, { header }),
    (name) => secrets[name] ?? server.url,
  );
  const lines = await reader.check();
  deepEqual(
    lines.map(({ verdict }) => verdict),
    ['ok', 'ok', 'fault'],
  );
  match(lines[2]?.sentence ?? '', /没有元素 AT/);
  deepEqual(await reader.columns(stream), ['NO']);
  ok(Math.abs((await reader.now()).getTime() - Date.now()) < 5_000);
  await reader.close();
});

test('the record is declared as the WSDL and what it includes say now; one of any elements declares nothing', async () => {
  const reader = await soapConnector().open(
    soapSource(stream, { header }),
    (name) => secrets[name] ?? server.url,
  );
  equal(await reader.declared?.(stream), null);
  const any = '<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>';
  const fields =
    '<xs:sequence><xs:element name="NO" type="xs:string"/><xs:element name="FEE" type="xs:decimal"/></xs:sequence>';
  server.behaviour.trouble = ({ url }, response) => {
    const own = permitWsdl(server.url.replace('?wsdl', ''), '<xs:include schemaLocation="permit.xsd"/>');
    const typed = own.replace(any, '<xs:element ref="tns:rows"/>');
    const included = `<xs:schema xmlns:xs="urn:xs"><xs:element name="rows"><xs:complexType><xs:sequence><xs:element name="row"><xs:complexType>${fields}</xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>`;
    response.end(url?.endsWith('.xsd') === true ? included : typed);
  };
  const columns = (await reader.declared?.(stream)) ?? [];
  deepEqual(
    columns.map(({ name, type }) => [name, type]),
    [
      ['NO', 'string'],
      ['FEE', 'decimal'],
    ],
  );
  await reader.close();
});
