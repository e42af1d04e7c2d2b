import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { excelRows } from './excel.format.js';
import { HeadingMap } from './headings.js';
import { readFamilySettings } from './settings.js';
import type { FileNotes, SourceLine } from './source-line.js';
import { tableLines } from './table.js';
import { shapeValue } from './values.js';

const headings = { '许可/编号': 'ID', '许可/日期': 'DAY', 金额: 'FEE' };
const fields = ['ID', 'DAY', 'FEE'];
const source = { id: '370800.test.files' } as Parameters<typeof readFamilySettings>[0];
const family = readFamilySettings(source, 'result', {
  pattern: '*.xlsx',
  format: 'excel',
  headings,
  headingRows: 2,
});

async function linesOf(
  fill: (sheet: ExcelJS.Worksheet) => void,
  date1904 = false,
): Promise<{
  readonly lines: readonly SourceLine[];
  readonly hidden: number;
  readonly epoch: number | null;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'excel-spec-'));
  try {
    const workbook = new ExcelJS.Workbook();
    workbook.properties.date1904 = date1904;
    fill(workbook.addWorksheet('许可'));
    workbook.addWorksheet('说明').addRow(['不读']);
    const path = join(folder, 'a.xlsx');
    await workbook.xlsx.writeFile(path);
    const told: FileNotes = { hiddenRows: 0, dateEpoch: null };
    const lines: SourceLine[] = [];
    for await (const some of tableLines(excelRows(path, null, told), new HeadingMap(family), false))
      lines.push(...some);
    return { lines, hidden: told.hiddenRows, epoch: told.dateEpoch };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function head(sheet: ExcelJS.Worksheet): void {
  sheet.addRow(['济宁市许可信息表']);
  sheet.mergeCells('A1:C1');
  sheet.addRow(['许可', null, '金额']);
  sheet.addRow(['编 号', '日期', null]);
  sheet.mergeCells('A2:B2');
  sheet.mergeCells('C2:C3');
}

test.each([false, true])(
  'merged headings, hidden rows, dates and numbers as text are read as they look (1904: %s)',
  async (date1904) => {
    const { lines, hidden, epoch } = await linesOf((sheet) => {
      head(sheet);
      sheet.addRow(['00123', new Date('2026-03-02T00:00:00Z'), '1,171.00']);
      sheet.addRow([370811, new Date('2026-03-02T09:30:00Z'), 0.1]).hidden = true;
    }, date1904);
    expect(hidden).toBe(1);
    expect(epoch).toBe(date1904 ? 1904 : 1900);
    expect(lines).toEqual([
      { place: 4, fields, cells: ['00123', '2026-03-02', '1,171.00'] },
      { place: 5, fields, cells: ['370811', '2026-03-02 09:30:00', '0.1'] },
    ]);
  },
);

test('an id that Excel stored as a number and rounded is told as lost', async () => {
  const { lines } = await linesOf((sheet) => {
    head(sheet);
    sheet.addRow([370811199001011200, null, 1]);
  });
  const lost = { lost: expect.stringContaining('15 位') };
  expect(lines[0]).toMatchObject({ fields, cells: [lost, null, '1'] });
});

test('a formula gives what Excel computed, and one that was never computed is told as lost', async () => {
  const day = { formula: 'TODAY()', result: new Date('2026-03-02T00:00:00Z') };
  const { lines } = await linesOf((sheet) => {
    head(sheet);
    sheet.addRow([{ formula: 'B9', result: '00123' }, day, { formula: '1-1', result: 0 }]);
    sheet.getCell('B4').numFmt = 'yyyy"年"m"月"d"日"';
    sheet.addRow([
      { formula: 'B9', result: '' },
      { formula: '1/0', result: { error: '#DIV/0!' } },
      { formula: 'A1' },
    ]);
  });
  const lost = (why: string): object => ({ lost: expect.stringContaining(why) });
  expect(lines).toMatchObject([
    { fields, cells: ['00123', '2026-03-02', '0'] },
    { fields, cells: ['', lost('错误值'), lost('没有算出的结果')] },
  ]);
});

test('what is no workbook is refused with a reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'excel-spec-'));
  await writeFile(join(folder, 'a.xlsx'), Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  await expect(
    excelRows(join(folder, 'a.xlsx'), null, { hiddenRows: 0, dateEpoch: null }).next(),
  ).rejects.toThrow('另存为 .xlsx');
  await rm(folder, { recursive: true });
});

test.each([
  ['1,171.00', 'number', '1171.00'],
  ['￥１２', 'number', '12'],
  ['1.5E+3', 'number', '1500'],
  ['2E-3', 'number', '0.002'],
  ['46083', 'date', '2026-03-02'],
  ['46083.5', 'date', '2026-03-02 12:00:00'],
  ['20260302', 'date', '20260302'],
  ['1E5', 'text', '1E5'],
] as const)('%s as %s becomes %s', (given, type, wanted) => {
  expect(shapeValue(given, type, 1900)).toBe(wanted);
});

test('a date serial of the 1904 epoch is four years later', () => {
  expect(shapeValue('44621', 'date', 1904)).toBe('2026-03-02');
});

test('Chinese text stays whole wherever the parts of a big workbook are cut', async () => {
  const text = (at: number): string => `第${at}行：${'济宁市任城区'.repeat(1 + (at % 7))}`;
  const { lines } = await linesOf((sheet) => {
    head(sheet);
    for (let at = 0; at < 4_000; at += 1) sheet.addRow([text(at), '2026-03-02', '1']);
  });
  const read = lines.map((line) => ('cells' in line ? line.cells[0] : null));
  expect(read).toEqual(Array.from({ length: 4_000 }, (_, at) => text(at)));
});
