import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from '#base/contracts';
import { startHttpDepartment, type HttpDepartment } from '../conformance/rest-department.js';
import { casesOf, pagesOf } from '../conformance/reading.js';

interface Row {
  readonly id: string;
  readonly at: string;
}

const row = (number: number): Row => ({
  id: `C${number}`,
  at: `2026-03-02 10:00:${String(number).padStart(2, '0')}`,
});
const rows = (count: number): Row[] => Array.from({ length: count }, (_, place) => row(place + 1));
const until = new Date('2026-03-03T00:00:00+08:00');
const window = { start: '2026-03-02', width: '1d' };
const byTime = { from: '${from}', to: '${to}' };
const byPage = { page: '${page}', size: '${pageSize}' };
const byOffset = { offset: '${offset}', limit: '${pageSize}' };
let department: HttpDepartment;

beforeAll(async () => {
  department = await startHttpDepartment();
});
afterAll(async () => {
  await department.close();
});

const casesIn = (pages: readonly Page[]): readonly string[] => pages.flatMap((page) => casesOf(page.rows));
const unique = (cases: readonly string[]): readonly string[] => [...new Set(cases)].sort();

/** Serves a list by page or offset; `turn` may change it after each request. */
function serve(list: Row[], turn: (requests: number) => void = () => undefined, told: object = {}): void {
  let requests = 0;
  department.answer(({ url }, response) => {
    const size = Number(url.searchParams.get('size') ?? url.searchParams.get('limit') ?? '3');
    const page = Number(url.searchParams.get('page') ?? '1');
    const start = Number(url.searchParams.get('offset') ?? (page - 1) * size);
    const total = 'total' in told ? { total: list.length } : {};
    response.end(JSON.stringify({ ...total, rows: list.slice(start, start + size) }));
    requests += 1;
    turn(requests);
  });
}

test.each([
  ['page', { paging: { kind: 'page' }, parameters: { ...byPage, ...byTime }, window, order: undefined }],
  [
    'offset',
    { paging: { kind: 'offset' }, parameters: { ...byOffset, ...byTime }, window, order: undefined },
  ],
  ['page of a growing list', { paging: { kind: 'page' }, parameters: byPage }],
  ['offset of a growing list', { paging: { kind: 'offset' }, parameters: byOffset }],
])('by %s, every row comes once, and a resumed read gives no more than what is left', async (_, stream) => {
  serve(rows(8));
  const reader = await department.open({}, stream);
  const pages = await pagesOf(reader, department.stream, { until, pageSize: 3 });
  expect(casesIn(pages)).toEqual(rows(8).map(({ id }) => id));
  const last = pages.at(-1)?.end ?? null;
  serve(rows(9));
  expect(
    casesIn(await pagesOf(reader, department.stream, { after: last, until, pageSize: 3 })),
  ).not.toContain('C1');
  for (const [place, page] of pages.entries()) {
    const rest = await pagesOf(reader, department.stream, { after: page.end, until, pageSize: 3 });
    const together = [...casesIn(pages.slice(0, place + 1)), ...casesIn(rest)];
    expect(unique(together)).toEqual(expect.arrayContaining([...unique(rows(8).map(({ id }) => id))]));
  }
  await reader.close();
});

test.each([
  ['page', byPage],
  ['offset', byOffset],
])('by %s, rows inserted at the front while paging are found and none is lost', async (kind, parameters) => {
  const list = rows(8);
  serve(list, (requests) => {
    if (requests === 2 || requests === 4) list.unshift(row(20 + requests));
  });
  const stream = { paging: { kind }, parameters: { ...parameters, ...byTime }, window, order: undefined };
  const reader = await department.open({}, stream);
  const cases = casesIn(await pagesOf(reader, department.stream, { until, pageSize: 3 }));
  expect(unique(cases)).toEqual(unique(list.map(({ id }) => id)));
  expect(cases).toHaveLength(list.length);
  await reader.close();
});

test.each([
  ['page', byPage, {}],
  ['offset', byOffset, {}],
  ['page', byPage, { total: true }],
])('by %s, a row removed while paging hides no other', async (kind, parameters, told) => {
  const list = rows(8);
  serve(list, (requests) => void (requests === 1 && list.shift()), told);
  const total = 'total' in told ? { total: 'total' } : {};
  const stream = {
    paging: { kind },
    parameters: { ...parameters, ...byTime },
    window,
    order: undefined,
    ...total,
  };
  const reader = await department.open({}, stream);
  const cases = casesIn(await pagesOf(reader, department.stream, { until, pageSize: 3 }));
  expect(unique(cases)).toEqual(unique(rows(8).map(({ id }) => id)));
  await reader.close();
});

test('a list with the newest first is followed back to the checkpoint and no further', async () => {
  const list = rows(8).toReversed();
  let requests = 0;
  serve(list, () => void (requests += 1));
  const stream = { paging: { kind: 'offset' }, parameters: byOffset, order: 'newestFirst' };
  const reader = await department.open({}, stream);
  const after = { at: '2026-03-02 23:00:00.000', key: [] };
  expect(casesIn(await pagesOf(reader, department.stream, { after, until, pageSize: 3 }))).toHaveLength(3);
  expect(requests).toBe(1);
  await reader.close();
});

test('tokens and links lead to the end, and the last page alone is asked for again', async () => {
  const list = rows(5);
  department.answer(({ url }, response) => {
    const start = Number(url.searchParams.get('token') ?? '0');
    const next = start + 2 < list.length ? String(start + 2) : null;
    if (next !== null) response.setHeader('link', `</rows?token=${next}>; rel="next"`);
    response.end(JSON.stringify({ next, rows: list.slice(start, start + 2) }));
  });
  for (const paging of [{ kind: 'token', next: 'next' }, { kind: 'link' }]) {
    const parameters = paging.kind === 'token' ? { token: '${token}' } : {};
    const reader = await department.open({}, { paging, parameters, order: undefined });
    const pages = await pagesOf(reader, department.stream, { until });
    expect(casesIn(pages)).toEqual(['C1', 'C2', 'C3', 'C4', 'C5']);
    expect(await pagesOf(reader, department.stream, { after: pages.at(-1)?.end ?? null, until })).toEqual([]);
    await reader.close();
  }
});

test('windows ask for one stretch of time after another, and rows may be XML', async () => {
  const asked: string[] = [];
  department.answer(({ url }, response) => {
    asked.push(url.searchParams.get('from') ?? '');
    response.setHeader('content-type', 'text/xml; charset=utf-8');
    response.end('<r><rows><id>0012</id><at>2026-03-02 10:00:00</at></rows></r>');
  });
  const stream = { format: 'xml', records: 'r.rows', parameters: byTime, window, order: undefined };
  const reader = await department.open({}, stream);
  const pages = await pagesOf(reader, department.stream, { until: new Date('2026-03-04T00:00:00+08:00') });
  expect(asked).toEqual(['2026-03-02 00:00:00', '2026-03-02 23:59:59']);
  expect(String(pages[0]?.rows[0]?.body)).toBe('{"id":"0012","at":"2026-03-02 10:00:00"}');
  await reader.close();
});

test('a foreign or future checkpoint is refused', async () => {
  const reader = await department.open({}, { parameters: byTime, window, order: undefined });
  for (const after of [
    { at: '2027-01-01 00:00:00', key: [] },
    { at: 'x', key: [] },
    { at: null, key: ['a'] },
  ]) {
    const read = pagesOf(reader, department.stream, { after, until });
    await expect(read).rejects.toMatchObject({ code: 'HUB_SOURCE_INVALID', facts: { reason: 'place' } });
  }
  await reader.close();
});
