import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from '#base/contracts';
import { startHttpDepartment, type HttpDepartment } from '../conformance/rest-department.js';
import { casesOf, pagesOf } from '../conformance/reading.js';
import { nextLink } from './paging.js';

interface Row {
  readonly id: string;
  readonly at: string;
}

const row = (number: number): Row => ({ id: `C${number}`, at: `2026-03-02 10:00:0${number}` });
const rows = (count: number): Row[] => Array.from({ length: count }, (_, place) => row(place + 1));
const until = new Date('2026-03-03T00:00:00+08:00');
const window = { start: '2026-03-02', width: '1d' };
const byTime = { from: '${from}', to: '${to}' };
const byPage = { page: '${page}', size: '${pageSize}' };
const casesIn = (pages: readonly Page[]): readonly string[] => pages.flatMap((page) => casesOf(page.rows));
let department: HttpDepartment;

beforeAll(async () => {
  department = await startHttpDepartment();
});
afterAll(async () => {
  await department.close();
});

const byToken = { paging: { kind: 'token', next: 'next' }, order: undefined };
const listed = { ...byToken, parameters: { token: '${token}' } };
const windowed = { ...byToken, parameters: { ...byTime, token: '${token}' }, window };
const counted = {
  paging: { kind: 'page' },
  parameters: { ...byPage, ...byTime },
  window,
  order: undefined,
  total: 'total',
};
const grown = { paging: { kind: 'page' }, parameters: byPage, order: 'append', total: 'total' };
const onwards = (token: string): string => String(Number(token) + 1);
const page = (url: URL): number => Number(url.searchParams.get('page'));

test.each<[string, object, (token: string, url: URL) => object, string]>([
  [
    'tokens in a circle',
    listed,
    (token) => ({ next: token === 'a' ? 'b' : 'a', rows: [row(token.length)] }),
    'looping',
  ],
  [
    'new tokens for ever over the same rows',
    listed,
    (token) => ({ next: onwards(token), rows: rows(2) }),
    'looping',
  ],
  ['the same within a window', windowed, (token) => ({ next: onwards(token), rows: rows(2) }), 'looping'],
  ['new tokens for ever over nothing', windowed, (token) => ({ next: onwards(token), rows: [] }), 'looping'],
  ['a total and no row', counted, () => ({ total: 5, rows: [] }), 'hollow'],
  [
    'a total and fewer rows',
    counted,
    (_, url) => ({ total: 9, rows: page(url) === 1 ? rows(3) : [] }),
    'hollow',
  ],
  [
    'a growing list with fewer rows than its total',
    grown,
    (_, url) => ({ total: 4, rows: page(url) === 1 ? rows(3) : [] }),
    'hollow',
  ],
  ['a total that is an empty text', counted, () => ({ total: '', rows: [] }), 'shape'],
  ['a list that is not there', counted, () => ({ total: 0, data: [] }), 'shape'],
])('%s is a fault, never an end', async (_, stream, answer, reason) => {
  department.answer(({ url }, response) => {
    response.end(JSON.stringify(answer(url.searchParams.get('token') ?? '', url)));
  });
  const reader = await department.open({}, stream);
  const read = pagesOf(reader, department.stream, { until });
  await expect(read).rejects.toMatchObject({ facts: { reason } });
  await reader.close();
});

test('a growing list is counted from its beginning on, also where a reading goes on: fewer rows than its total are a fault', async () => {
  const list = [1, 2, 3, 4].map(row);
  let hidden = 0;
  department.answer(({ url }, response) => {
    const from = (page(url) - 1) * 3;
    response.end(JSON.stringify({ total: list.length + hidden, rows: list.slice(from, from + 3) }));
  });
  const reader = await department.open({}, grown);
  const read = (after: Page['end'] | null): Promise<readonly Page[]> =>
    pagesOf(reader, department.stream, { after, pageSize: 3 });
  const first = await read(null);
  expect(casesIn(first)).toEqual(['C1', 'C2', 'C3', 'C4']);
  list.push(row(5));
  const second = await read(first.at(-1)?.end ?? null);
  expect(casesIn(second)).toEqual(['C4', 'C5']);
  const end = second.at(-1)?.end ?? null;
  expect(await read(end)).toEqual([]);
  hidden = 1;
  await expect(read(end)).rejects.toMatchObject({ facts: { reason: 'hollow' } });
  await reader.close();
});

test('a page without rows that leads on is no end', async () => {
  department.answer(({ url }, response) => {
    const at = Number(url.searchParams.get('token') ?? '0');
    response.end(
      JSON.stringify({ next: at < 4 ? String(at + 1) : null, rows: at % 2 === 0 ? [row(at)] : [] }),
    );
  });
  for (const stream of [listed, windowed]) {
    const reader = await department.open({}, stream);
    expect(casesIn(await pagesOf(reader, department.stream, { until }))).toEqual(['C0', 'C2', 'C4']);
    await reader.close();
  }
});

test.each([
  ['<r><data/></r>', undefined, []],
  ['<r><data><row><id>1</id></row></data></r>', undefined, ['1']],
  ['<r><data><row><id>1</id></row><row><id>2</id></row></data></r>', undefined, ['1', '2']],
  ['<r><total>0</total></r>', 'r.total', []],
  ['<r><total>1</total></r>', 'r.total', 'shape'],
  ['<s><data/></s>', undefined, 'shape'],
] as const)('of %s the records are there, none, or missing', async (document, total, wanted) => {
  department.answer((_, response) => void response.end(document));
  const told = total === undefined ? {} : { total };
  const stream = {
    format: 'xml',
    records: 'r.data.row',
    parameters: byTime,
    window,
    order: undefined,
    ...told,
  };
  const reader = await department.open({}, stream);
  const read = pagesOf(reader, department.stream, { until }).then(casesIn, (thrown: unknown) => thrown);
  expect(await read).toEqual(
    typeof wanted === 'string'
      ? expect.objectContaining({ facts: expect.objectContaining({ reason: wanted }) })
      : wanted,
  );
  await reader.close();
});

test('a record that gives a field twice is refused with all its values, the others are read; an answer that does is a fault', async () => {
  const at = '"at":"2026-03-02 10:00:00"';
  const rows = `[{"id":"c1",${at},"fee":1,"fee":2},{"id":"c2",${at},"note":{"a:":": ","b":":"}}]`;
  department.answer((_, response) => void response.end(`{"code":"0","rows":${rows},"x":1,"x":2}`));
  const reader = await department.open();
  const [page] = await pagesOf(reader, department.stream);
  const [first, second] = page?.rows ?? [];
  expect(JSON.parse(String(first?.body))).toEqual({
    $refused: expect.stringContaining('字段 fee 出现了两次'),
    $values: { id: 'c1', at: '2026-03-02 10:00:00', fee: [1, 2] },
  });
  expect(casesOf([second].flatMap((row) => row ?? []))).toEqual(['C2']);
  expect(first?.key).not.toContain('c1');
  expect((await reader.check()).at(-1)).toMatchObject({ verdict: 'fault' });
  department.answer((_, response) => void response.end(`{"code":"0","rows":[],"rows":${rows}}`));
  await expect(pagesOf(reader, department.stream)).rejects.toMatchObject({ facts: { reason: 'repeated' } });
  await reader.close();
});

test.each([
  ['</a?p=2>; rel="next"', '/a?p=2'],
  ['</a>; rel="prev", </c>; rel=next; title="d"', '/c'],
  ['</a>; title="x, <y>; z"; rel="last next"', '/a'],
  ['</a>; rel="nextpage"', null],
  ['</a>; title="rel=next"', null],
  [null, null],
])('the next page after %s is %s', (header, address) => {
  expect(nextLink(header)).toBe(address);
});
