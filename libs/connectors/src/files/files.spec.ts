import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { brandAs, type Cursor, type Page, type SourceDefinition, type SourceReader } from '#base/contracts';
import iconv from 'iconv-lite';
import { filesConnector } from './files.connector.js';

type Settings = Readonly<Record<string, unknown>>;

const headings = { 办件编号: 'PROJID', 单位名称: 'NAME', 金额: 'FEE' };
const complete = { by: 'ok' };
const csv = '办件编号,单位名称,金额\nA1,济宁㐀厂,"1,171.00"\nA2,曲阜店,5\nA3,任城店,6\n';
let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'files-spec-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

function sourceOf(family: Settings = {}, settings: Settings = {}): SourceDefinition {
  const given = { pattern: '*.csv', format: 'csv', headings, complete, types: { FEE: 'number' }, ...family };
  return {
    id: brandAs('370800.test.files'),
    name: '测试文件',
    connector: 'files',
    standard: 'test',
    generation: 'a',
    timeZone: 'Asia/Shanghai',
    settings: { place: { kind: 'folder', path: root }, ...settings },
    pageSize: 2,
    pollMs: 1_000,
    lagMs: 0,
    overlapMs: 0,
    sweep: null,
    writeBack: true,
    firstLoad: { tell: false },
    overrides: {},
    streams: [
      {
        name: brandAs('result'),
        kind: 'result',
        table: '',
        settings: given,
        mode: 'cursor',
        cursor: null,
        key: ['PROJID'],
        caseNumber: 'PROJID',
        flag: null,
      },
    ],
  };
}

async function drop(name: string, content: string | Buffer): Promise<void> {
  await writeFile(join(root, name), content);
  await writeFile(join(root, `${name}.ok`), '');
}

async function pagesOf(source: SourceDefinition, after: Cursor | null = null): Promise<readonly Page[]> {
  const reader: SourceReader = await filesConnector().open(source, () => '');
  const [stream] = source.streams;
  const pages: Page[] = [];
  try {
    if (stream === undefined) return pages;
    const request = { stream, after, until: null, pageSize: 2 };
    for await (const page of reader.read(request, new AbortController().signal)) pages.push(page);
  } finally {
    await reader.close();
  }
  return pages;
}

function bodies(pages: readonly Page[]): readonly Readonly<Record<string, unknown>>[] {
  return pages.flatMap(({ rows }) =>
    rows.map(({ body }) => JSON.parse(String(body)) as Record<string, unknown>),
  );
}

function cases(pages: readonly Page[]): readonly unknown[] {
  return bodies(pages).map((body) => body['PROJID'] ?? body['$refused']);
}

async function reportOf(name: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(join(root, `${name}.report.json`), 'utf8')) as Record<string, unknown>;
}

test.each([
  ['UTF-8', Buffer.from(csv)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${csv}`)],
  ['GB18030', iconv.encode(csv, 'gb18030')],
  ['UTF-16 LE with a mark', iconv.encode(`\uFEFF${csv}`, 'utf-16le')],
  ['UTF-16 BE with a mark', iconv.encode(csv, 'utf-16be', { addBOM: true })],
  ['UTF-16 LE without a mark', iconv.encode(csv, 'utf-16le')],
  ['UTF-16 BE without a mark, 一 (4E00) first', iconv.encode(`一、结果\n${csv}`, 'utf-16be')],
  ['UTF-16 LE without a mark, 一 first', iconv.encode(`一、结果\n${csv}`, 'utf-16le')],
])('%s is read to the character, Chinese headings become fields', async (_, content) => {
  await drop('a.csv', content);
  expect(bodies(await pagesOf(sourceOf()))).toEqual([
    { PROJID: 'A1', NAME: '济宁㐀厂', FEE: '1171.00' },
    { PROJID: 'A2', NAME: '曲阜店', FEE: '5' },
    { PROJID: 'A3', NAME: '任城店', FEE: '6' },
  ]);
});

test('bytes that are no text refuse the whole file with a reason, never as mojibake', async () => {
  await drop('a.csv', Buffer.concat([iconv.encode(csv, 'gb18030'), Buffer.alloc(80, 0xff)]));
  const pages = await pagesOf(sourceOf());
  expect(cases(pages)).toEqual(['文件内容不是有效的 utf-8 或 gb18030 编码，为免乱码整个文件未读']);
  expect(await reportOf('a.csv')).toMatchObject({ rowsTaken: 0, rowsRefused: 1 });
});

test('reading resumes after every page with exactly what is left, inside a file too', async () => {
  await drop('a.csv', csv);
  await drop('b.csv', csv.replaceAll('A', 'B'));
  const pages = await pagesOf(sourceOf());
  const all = cases(pages);
  expect(all).toEqual(['A1', 'A2', 'A3', 'B1', 'B2', 'B3']);
  let taken = 0;
  for (const page of pages) {
    taken += page.rows.length;
    expect(cases(await pagesOf(sourceOf(), page.end))).toEqual(all.slice(taken));
  }
});

test('the same content under a new name, or half read under an old one, is not read twice', async () => {
  await drop('a.csv', csv);
  const [first, ...rest] = await pagesOf(sourceOf());
  await rename(join(root, 'a.csv'), join(root, 'b.csv'));
  await writeFile(join(root, 'b.csv.ok'), '');
  expect(cases(await pagesOf(sourceOf(), first?.end ?? null))).toEqual(['A3']);
  await drop('c.csv', csv);
  const again = await pagesOf(sourceOf(), rest.at(-1)?.end ?? null);
  expect(cases(again)).toEqual([]);
  expect(await pagesOf(sourceOf(), again.at(-1)?.end ?? null)).toEqual([]);
});

test('a replaced file is read again, and an older one that arrives late is not missed', async () => {
  await drop('a.csv', csv);
  const end = (await pagesOf(sourceOf())).at(-1)?.end ?? null;
  await drop('a.csv', csv.replace('A1', 'A9'));
  await drop('old.csv', csv.replaceAll('A', 'C'));
  await utimes(join(root, 'old.csv'), new Date('2020-01-01'), new Date('2020-01-01'));
  expect(cases(await pagesOf(sourceOf(), end))).toEqual(['C1', 'C2', 'C3', 'A9', 'A2', 'A3']);
});

test('a row that makes no sense is passed on as refused and reported with its line; its neighbours are read', async () => {
  await drop('a.csv', '办件编号,单位名称,金额\nA1,甲\n3.70811E+17,乙,1\nA3,丙,x\n,丁,1\nA5,戊,1\n');
  const pages = await pagesOf(sourceOf());
  expect(cases(pages).at(-1)).toBe('A5');
  expect(await reportOf('a.csv')).toMatchObject({
    rowsTaken: 1,
    rowsRefused: 4,
    refused: [
      { line: 2, reason: '有 2 列，表头有 3 列，分隔符或引号可能写错' },
      { line: 3, reason: '字段 PROJID 是科学计数法，原来的数字已经丢失，请改为文本格式后重报' },
      { line: 4, reason: '字段 FEE 不是数字' },
      { line: 5, reason: '办件编号字段 PROJID 为空' },
    ],
  });
});

test('strange and missing headings refuse the file by name, and mended settings read it', async () => {
  await drop('a.csv', csv.replace('金额', '费用'));
  const pages = await pagesOf(sourceOf());
  expect(cases(pages)).toEqual(['表头缺少“金额”，没有约定的表头：“费用”']);
  const end = pages.at(-1)?.end ?? null;
  expect(await pagesOf(sourceOf(), end)).toEqual([]);
  const mended = sourceOf({ headings: { 办件编号: 'PROJID', 单位名称: 'NAME', 费用: 'FEE' } });
  expect(cases(await pagesOf(mended, end))).toEqual(['A1', 'A2', 'A3']);
});

test('a file without its .ok, a growing one and a temporary one are left alone', async () => {
  await writeFile(join(root, 'a.csv'), csv);
  await drop('~$b.csv', csv);
  // The mark of yesterday's file of the same name.
  await drop('c.csv', csv);
  await utimes(join(root, 'c.csv.ok'), 0, 0);
  expect(await pagesOf(sourceOf())).toEqual([]);
  const stable = sourceOf({ pattern: 'a.csv', complete: { by: 'stable', looks: 2, every: '300ms' } });
  const reading = pagesOf(stable);
  const growing = setInterval(() => void writeFile(join(root, 'a.csv'), 'x\n', { flag: 'a' }), 50);
  expect(await reading).toEqual([]);
  clearInterval(growing);
  await utimes(join(root, 'c.csv'), 1, 1);
  expect(cases(await pagesOf(sourceOf()))).toEqual(['A1', 'A2', 'A3']);
});

test('a manifest must agree in digest and rows; a corrected manifest has the file read', async () => {
  const manifest = join(root, 'a.csv.manifest.json');
  const sha256 = createHash('sha256').update(csv).digest('hex');
  const source = sourceOf({ complete: { by: 'manifest' } });
  await writeFile(join(root, 'a.csv'), csv);
  await writeFile(manifest, JSON.stringify({ rows: 3, sha256: '0'.repeat(64) }));
  const damaged = await pagesOf(source);
  expect(cases(damaged)).toEqual(['文件内容与清单的摘要不符，可能传输中损坏']);
  await writeFile(manifest, JSON.stringify({ rows: 44, sha256 }));
  const short = await pagesOf(source, damaged.at(-1)?.end ?? null);
  expect(cases(short)).toEqual(['文件有 3 行，清单写的是 44 行']);
  await writeFile(manifest, JSON.stringify({ rows: 3, sha256 }));
  expect(cases(await pagesOf(source, short.at(-1)?.end ?? null))).toEqual(['A1', 'A2', 'A3']);
});

test('TSV, JSON lines and XML give the same rows, numbers digit for digit', async () => {
  const types = {};
  await drop('a.tsv', '办件编号\t单位名称\t金额\nA1\t甲\t1.10\n');
  await drop(
    'a.jsonl',
    '{"办件编号":"A1","单位名称":"甲","金额":1.10}\n{"办件编号":\n{"金额":1,"办件编号":"A2","金额":2}\n',
  );
  await drop(
    'a.xml',
    '<r><row 办件编号="A1"><单位名称>甲</单位名称><金额><![CDATA[1.10]]></金额></row><row>',
  );
  const row = { PROJID: 'A1', NAME: '甲', FEE: '1.10' };
  expect(bodies(await pagesOf(sourceOf({ types, pattern: '*.tsv', format: 'tsv' })))).toEqual([row]);
  const lines = await pagesOf(sourceOf({ types, pattern: '*.jsonl', format: 'jsonl' }));
  expect(bodies(lines)[0]).toEqual(row);
  expect(cases(lines)[1]).toBe('这一行不是一个完整的 JSON 对象');
  expect(cases(lines)[2]).toContain('字段“金额”出现了两次');
  const xml = { '@办件编号': 'PROJID', 单位名称: 'NAME', 金额: 'FEE' };
  const family = { types, pattern: '*.xml', format: 'xml', record: 'row', headings: xml };
  const records = await pagesOf(sourceOf(family));
  expect(bodies(records)[0]).toEqual(row);
  expect(cases(records)[1]).toBe('XML 不完整或有语法错误，从此处起无法读取');
});

test('settings are refused by key, foreign cursors with a reason, and a check tells what it sees without writing', async () => {
  const refused = async (source: SourceDefinition, text: string): Promise<void> => {
    await expect(filesConnector().open(source, () => '')).rejects.toThrow(text);
  };
  await refused(sourceOf({ encodng: 'x' }), 'streams.result.settings.encodng 有误：没有这个设置项');
  await refused(sourceOf({ format: 'xls' }), 'settings.format 有误：应为 csv');
  await refused(sourceOf({}, { budget: { rowsPerSecond: 10 } }), 'settings.budget 有误：没有这个设置项');
  await refused(sourceOf({}, { place: { kind: 'folder', path: join(root, 'none') } }), '目录不存在');
  await expect(pagesOf(sourceOf(), { at: null, key: ['other', 'x'] })).rejects.toThrow('检查点');
  await drop('a.csv', csv);
  const reader = await filesConnector().open(sourceOf(), () => '');
  const lines = await reader.check();
  expect(lines.map(({ verdict }) => verdict)).toEqual(['ok', 'ok']);
  expect(lines[1]?.sentence).toBe('最新的文件 a.csv 表头与约定相符，可以读取。');
  expect(await readdir(root)).toEqual(['a.csv', 'a.csv.ok']);
});
