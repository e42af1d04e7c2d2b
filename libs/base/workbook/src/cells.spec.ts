import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { archiveOf, workbookOf, workbookParts, type WorkbookParts } from '../../../../test/support/xlsx.js';
import type { WorkbookCell } from './cell-value.js';
import { readSheets, type SheetBatch, type SheetChoice } from './read-sheets.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-spec-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function batchesOf(content: Buffer, choice: SheetChoice = 'first'): Promise<readonly SheetBatch[]> {
  const path = join(folder, 'a.xlsx');
  await writeFile(path, content);
  const batches: SheetBatch[] = [];
  for await (const batch of readSheets(path, choice)) batches.push(batch);
  return batches;
}

async function cellsOf(
  xml: string,
  book: Omit<WorkbookParts, 'sheets'> = {},
): Promise<readonly (readonly WorkbookCell[])[]> {
  const content = workbookOf({ ...book, sheets: [{ name: '许可', xml: `<sheetData>${xml}</sheetData>` }] });
  return (await batchesOf(content)).flatMap(({ rows }) => rows.map(({ cells }) => cells));
}

const codes = [
  'yyyy"年"m"月"d"日"',
  'yyyy-mm-dd hh:mm:ss',
  'h:mm',
  '[h]:mm',
  'mm:ss.000',
  '0.00%',
  '@',
  '[$-804]yyyy年m月d日;@',
];
const styles = `<numFmts>${codes.map((code, at) => `<numFmt numFmtId="${176 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>${codes.map((_, at) => `<xf numFmtId="${176 + at}"/>`).join('')}<xf numFmtId="31"/></cellXfs>`;
const [general, builtIn, chinese, moment, time, elapsed, parts, percent, text, language, builtInChinese] =
  Array.from({ length: 11 }, (_, at) => at);

test.each([
  [
    'a shared text, spaces and all',
    '<c t="s"><v>0</v></c>',
    '<si><t xml:space="preserve"> 甲 乙 </t></si>',
    ' 甲 乙 ',
  ],
  [
    'its phonetic guide is no part of a name',
    '<c t="s"><v>0</v></c>',
    '<si><t>示例建筑有限公司</t><rPh sb="0" eb="2"><t>shì lì</t></rPh><phoneticPr fontId="1"/></si>',
    '示例建筑有限公司',
  ],
  [
    'runs stand one after the other, guides between them left out',
    '<c t="s"><v>0</v></c>',
    '<si><r><rPr><b/></rPr><t>示例</t></r><rPh sb="0" eb="1"><t>lì</t></rPh><r><t>公司</t></r></si>',
    '示例公司',
  ],
  [
    'an inline text with a guide',
    '<c t="inlineStr"><is><t>济宁</t><rPh sb="0" eb="1"><t>jǐ</t></rPh></is></c>',
    '',
    '济宁',
  ],
  ['an inline text of runs', '<c t="inlineStr"><is><r><t>济</t></r><r><t>宁</t></r></is></c>', '', '济宁'],
  [
    'CDATA, entities and character references',
    '<c t="inlineStr"><is><t><![CDATA[a<b]]>&amp;&#x4F60;</t></is></c>',
    '',
    'a<b&你',
  ],
  [
    'escapes of characters',
    '<c t="s"><v>0</v></c>',
    '<si><t>_x4F60__x000D_\n_x005F_x4F60_</t></si>',
    '你\r\n_x4F60_',
  ],
  ['a text a formula gave', '<c t="str"><f>A1</f><v>00123</v></c>', '', '00123'],
  ['an empty text a formula gave', '<c t="str"><f>A1</f><v></v></c>', '', ''],
  ['a formula that was never computed', '<c><f>A1</f></c>', '', { lost: 'uncounted' }],
  [
    'a formula that shares its text with others',
    '<c><f t="shared" si="0"/><v>3</v></c>',
    '',
    { number: '3' },
  ],
  ['a truth', '<c t="b"><v>1</v></c>', '', { truth: true }],
  ['an error', '<c t="e"><v>#N/A</v></c>', '', { error: '#N/A' }],
  ['a day as ISO 8601', '<c t="d"><v>2026-03-10</v></c>', '', { day: '2026-03-10' }],
  ['a moment as ISO 8601', '<c t="d"><v>2026-03-10T09:30:00.000</v></c>', '', { day: '2026-03-10 09:30:00' }],
  ['a midnight as ISO 8601', '<c t="d"><v>2026-03-10T00:00:00Z</v></c>', '', { day: '2026-03-10' }],
  ['a time as ISO 8601', '<c t="d"><v>T09:30</v></c>', '', { day: '09:30:00' }],
  ['a day that does not exist', '<c t="d"><v>2026-02-30</v></c>', '', { lost: 'day' }],
  ['a number', '<c><v>370811</v></c>', '', { number: '370811' }],
  ['a number with an exponent', '<c><v>1.2E+3</v></c>', '', { number: '1200' }],
  ['a small number', '<c><v>1.5E-7</v></c>', '', { number: '0.00000015' }],
  [
    'a number of seventeen digits is the one that was typed',
    '<c><v>1171.3499999999999</v></c>',
    '',
    { number: '1171.35' },
  ],
  [
    'a number that is really this long',
    '<c><v>0.30000000000000004</v></c>',
    '',
    { number: '0.30000000000000004' },
  ],
  ['an id that Excel rounded', '<c><v>3.7081119900101123E+17</v></c>', '', { lost: 'digits' }],
  [
    'an id as a number that another program wrote in full',
    '<c><v>370811199001011234</v></c>',
    '',
    { lost: 'digits' },
  ],
  ['the largest number that is exact', '<c><v>999999999999999</v></c>', '', { number: '999999999999999' }],
  ['what is no number', '<c><v>1,171</v></c>', '', { lost: 'number' }],
  ['a number without end', '<c><v>1E+400</v></c>', '', { lost: 'number' }],
  ['a shared text that is not there', '<c t="s"><v>7</v></c>', '<si><t>甲</t></si>', { lost: 'shared' }],
  ['a format that is not there', '<c s="99"><v>46083</v></c>', '', { lost: 'style' }],
  ['a type of nobody', '<c t="zz"><v>1</v></c>', '', { lost: 'type' }],
] as const)('%s', async (_, cell, strings, wanted) => {
  expect(await cellsOf(`<row>${cell}</row>`, { strings, styles })).toEqual([[wanted]]);
});

test.each([
  [builtIn, '46083', '2026-03-02'],
  [chinese, '46083', '2026-03-02'],
  [language, '46083', '2026-03-02'],
  [builtInChinese, '46083', '2026-03-02'],
  [moment, '46083.395833333336', '2026-03-02 09:30:00'],
  [moment, '46083.99999999999', '2026-03-03'],
  [time, '0.39583333333333331', '09:30:00'],
  [elapsed, '1.0625', '25:30:00'],
  [parts, '0.00011574074074074075', '00:00:10'],
  [parts, '0.00011863425925925926', '00:00:10.250'],
  // Excel's first day, the last before the day that never was, and the first after it.
  [builtIn, '1', '1900-01-01'],
  [builtIn, '59', '1900-02-28'],
  [builtIn, '61', '1900-03-01'],
  [builtIn, '2958465', '9999-12-31'],
] as const)('a number shown by format %s: %s is %s', async (style, value, wanted) => {
  expect(await cellsOf(`<row><c s="${style}"><v>${value}</v></c></row>`, { styles })).toEqual([
    [{ day: wanted }],
  ]);
});

test('days that do not exist are lost, and numbers that are shown as such stay numbers', async () => {
  const cells = [
    ['60', builtIn],
    ['0', builtIn],
    ['-1', builtIn],
    ['2958466', builtIn],
    ['0.05', percent],
    ['46083', text],
    ['46083', general],
  ];
  const row = cells.map(([value, style]) => `<c s="${style}"><v>${value}</v></c>`).join('');
  const lost = { lost: 'day' };
  expect(await cellsOf(`<row>${row}</row>`, { styles })).toEqual([
    [lost, lost, lost, lost, { number: '0.05' }, { number: '46083' }, { number: '46083' }],
  ]);
});

test('a workbook that counts its days from 1904 is four years and a day later', async () => {
  const properties = '<workbookPr date1904="1"/>';
  const row = `<row><c s="${builtIn}"><v>44621</v></c><c s="${builtIn}"><v>0</v></c></row>`;
  expect(await cellsOf(row, { styles, properties })).toEqual([
    [{ day: '2026-03-02' }, { day: '1904-01-01' }],
  ]);
});

test('rows and cells without a position follow the one before, gaps stay empty, the last column is one', async () => {
  const content = workbookOf({
    sheets: [
      {
        name: 'a',
        xml: '<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r="5" hidden="1"><c r="B5"><v>3</v></c><c><v>4</v></c></row><row><c r="XFD6"><v>5</v></c></row></sheetData>',
      },
    ],
  });
  const [batch] = await batchesOf(content);
  expect(batch?.rows.map(({ place, cells }) => [place, cells.length, cells.at(-1)])).toEqual([
    [1, 2, { number: '2' }],
    [5, 3, { number: '4' }],
    [6, 16_384, { number: '5' }],
  ]);
  expect(batch?.rows[1]?.cells).toEqual([null, { number: '3' }, { number: '4' }]);
  expect(batch?.hidden).toBe(1);
});

test('a cell that a row gives twice is lost, and a row that comes twice ends the sheet', async () => {
  expect(await cellsOf('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')).toEqual([
    [{ lost: 'twice' }],
  ]);
  await expect(cellsOf('<row r="2"/><row r="2"/>')).rejects.toThrow('行号重复');
  await expect(cellsOf('<row><c r="XFE1"><v>1</v></c></row>')).rejects.toThrow('不在表内');
});

test('the strict namespace, a prefix for it, and UTF-16 are read like the usual; other namespaces are not', async () => {
  const space = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
  const row = '<sheetData><row><c t="d"><v>2026-03-10</v></c></row></sheetData>';
  const strict = await batchesOf(workbookOf({ space, sheets: [{ name: 'a', xml: row }] }));
  expect(strict[0]?.rows[0]?.cells).toEqual([{ day: '2026-03-10' }]);
  const usual = workbookParts({ sheets: [{ name: 'a', xml: '' }] });
  const sheet = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:y="urn:other">
    <x:sheetData><x:row><y:c><y:v>0</y:v></y:c><x:c t="inlineStr"><x:is><x:t>济宁</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
  for (const content of [sheet, Buffer.from(`\uFEFF${sheet}`, 'utf16le'), Buffer.from(`\uFEFF${sheet}`)]) {
    const parts = usual.map((part) => (part.name.includes('sheet1') ? { ...part, content } : part));
    expect((await batchesOf(archiveOf(parts)))[0]?.rows[0]?.cells).toEqual(['济宁']);
  }
});

test('sheets are found by the relations between parts; the first one that a person sees is taken; all are given with their merged cells', async () => {
  const cell = (text: string): string =>
    `<sheetData><row><c t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>`;
  const merged = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>';
  const content = workbookOf({
    sheets: [
      { name: '字典', xml: cell('a'), state: 'veryHidden' },
      { name: '许可 &amp; 处罚', xml: cell('b') + merged },
    ],
  });
  expect((await batchesOf(content))[0]?.rows[0]?.cells).toEqual(['b']);
  expect((await batchesOf(content, { name: '字典' }))[0]?.rows[0]?.cells).toEqual(['a']);
  await expect(batchesOf(content, { name: '处罚' })).rejects.toThrow('没有名为“处罚”的工作表');
  const all = await batchesOf(content, 'all');
  expect(all.map(({ sheet, merges }) => [sheet, merges])).toEqual([
    ['字典', []],
    ['许可 & 处罚', ['A1:B1']],
  ]);
});
