import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, jest, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { contentDigest } from '../digest.js';
import { changedPapers, overlay } from '../drafts/document-identity.js';
import { parsePolicy } from '../parse-policy.js';
import { readWorkbook } from './read-workbook.js';
import { sheetForms, sheetNames } from './sheet-forms.js';
import { writeWorkbook } from './write-workbook.js';

jest.setTimeout(60_000);

const root = fileURLToPath(new URL('../../../../../config/', import.meta.url));
const held = globSync(['policy/**/*.yaml', 'calendar/*.yaml', 'departments/*/*/department.yaml'], {
  cwd: root,
}).map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
const content = parsePolicy(held);
const folder = mkdtempSync(join(tmpdir(), 'policy-workbook-'));
const exported = join(folder, 'exported.xlsx');
await writeWorkbook(content, exported);
afterAll(() => rmSync(folder, { recursive: true }));

/** The exported workbook with some of its cells replaced: sheet, heading, row number, value; and as `besides` has it. */
async function changed(
  cells: readonly (readonly [string, string, number, ExcelJS.CellValue])[],
  besides: (workbook: ExcelJS.Workbook) => void = () => undefined,
): Promise<Awaited<ReturnType<typeof readWorkbook>>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(exported);
  for (const [name, title, row, value] of cells) {
    const sheet = workbook.getWorksheet(name);
    const column = sheetForms
      .find((form) => form.name === name)
      ?.columns.findIndex((one) => one.title === title);
    const cell = sheet?.getCell(row, (column ?? 0) + 1);
    if (cell !== undefined) cell.value = value;
  }
  besides(workbook);
  const path = join(folder, 'changed.xlsx');
  await workbook.xlsx.writeFile(path);
  return readWorkbook(path, held);
}

test('export and import of the whole policy make no difference', async () => {
  const { papers, problems } = await readWorkbook(exported, held);
  expect(problems).toEqual([]);
  const merged = overlay(held, papers ?? []);
  expect(changedPapers(held, merged)).toEqual([]);
  expect(contentDigest(parsePolicy(merged))).toBe(contentDigest(content));
});

test('the template has the sheets with Chinese headings and what may be filled in', async () => {
  const path = join(folder, 'template.xlsx');
  await writeWorkbook(null, path);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['填表说明', ...sheetNames]);
  const ladder = workbook.getWorksheet('催督阶梯');
  expect(ladder?.getRow(1).values).toEqual([
    undefined,
    '条款编号*',
    '版本*',
    '时点*',
    '动作*',
    '对象*',
    '亮牌',
  ]);
  expect(ladder?.getCell('D2').dataValidation.formulae).toEqual(['"提醒,催办,督办"']);
  expect(await readWorkbook(path, held)).toEqual({ papers: [], problems: [] });
});

test('a change in one cell is a change of one paper', async () => {
  const { papers } = await changed([['清单信息', '备案日期', 4, new Date('2024-01-16T00:00:00Z')]]);
  const papersChanged = changedPapers(held, overlay(held, papers ?? []));
  expect(papersChanged).toHaveLength(1);
  expect(papersChanged[0]?.paper).toMatch(/^transfer-list/);
});

test('every mistake is told with sheet, cell and reason, and nothing is imported', async () => {
  const { papers, problems } = await changed([
    ['条款', '认领时限', 2, '两天'],
    ['条款', '消息类别', 3, '便条'],
    ['事项', '事项名称', 2, null],
    ['划转清单', '国家实施编码', 60, 11_370_800_000_000_000_000],
    ['催督阶梯', '时点', 2, '明天'],
    ['催督阶梯', '条款编号', 3, 'nobody'],
    ['备忘录', '签署日期', 2, '2024-02-30'],
  ]);
  expect(papers).toBeNull();
  expect(problems).toEqual(
    expect.arrayContaining([
      { sheet: '事项', cell: 'C2', reason: '“事项名称”不能为空' },
      { sheet: '条款', cell: 'L2', reason: expect.stringMatching(/“两天”应为时限/) },
      { sheet: '条款', cell: 'F3', reason: expect.stringMatching(/“便条”不在可填的值内/) },
      { sheet: '划转清单', cell: 'F60', reason: expect.stringMatching(/丢失/) },
      { sheet: '催督阶梯', cell: 'C2', reason: expect.stringMatching(/“明天”应为/) },
      { sheet: '催督阶梯', cell: 'A3', reason: expect.stringMatching(/条款表中没有 nobody/) },
      { sheet: '备忘录', cell: 'F2', reason: expect.stringMatching(/应为日期/) },
    ]),
  );
  expect(problems).toHaveLength(7);
});

test('a contradiction between sheets, or with the policy in force, is told at its cell', async () => {
  const { problems } = await changed([
    ['条款', '事项编码', 2, 'nothing'],
    ['条款', '推送部门', 3, 'xyz'],
    ['职责边界', '监管部门', 2, 'zjj；nobody'],
    ['事项', '关联事项', 2, 'stranger'],
  ]);
  expect(problems).toEqual(
    expect.arrayContaining([
      { sheet: '条款', cell: 'D2', reason: expect.stringMatching(/nothing 不在目录内/) },
      { sheet: '条款', cell: 'H3', reason: expect.stringMatching(/xyz 没有登记/) },
      { sheet: '职责边界', cell: 'E2', reason: expect.stringMatching(/nobody 没有登记/) },
      { sheet: '事项', cell: 'I2', reason: expect.stringMatching(/关联事项 stranger/) },
    ]),
  );
});

test('what is no workbook, or has no sheet of ours, is told as a whole', async () => {
  expect(await readWorkbook(fileURLToPath(import.meta.url), held)).toMatchObject({
    papers: null,
    problems: [{ sheet: '', reason: expect.stringMatching(/不是有效的 .xlsx/) }],
  });
});

/** Writes a row of a sheet once more, at its end. */
function copyOf(workbook: ExcelJS.Workbook, name: string, row: number): void {
  const sheet = workbook.getWorksheet(name);
  const cells: ExcelJS.CellValue[] = [];
  sheet?.getRow(row).eachCell({ includeEmpty: true }, ({ value }) => cells.push(value));
  sheet?.addRow(cells);
}

test('what Excel makes of a table by accident is told and never guessed: other sheets, columns twice, merged, failed and uncounted cells, papers twice', async () => {
  const { papers, problems } = await changed(
    [
      ['清单信息', '备案日期', 4, { error: '#N/A' }],
      ['清单信息', '备案日期', 5, { formula: 'A1' }],
      ['清单信息', '公布日期', 4, { formula: 'A1', result: { error: '#REF!' } }],
    ],
    (workbook) => {
      workbook.addWorksheet('条款（修订）').getCell('A1').value = '另一个条款';
      workbook.addWorksheet('Sheet1');
      const items = workbook.getWorksheet('事项');
      items?.mergeCells('C2:D2');
      const seals = workbook.getWorksheet('催督阶梯');
      if (seals !== undefined) seals.getCell('H1').value = '亮牌';
      const lost = workbook.getWorksheet('职责边界');
      if (lost !== undefined) lost.getCell(lost.rowCount + 1, 1).value = { error: '#REF!' };
      copyOf(workbook, '备忘录', 2);
      copyOf(workbook, '清单信息', 4);
    },
  );
  expect(papers).toBeNull();
  const said = problems.map(({ sheet, cell, reason }) => `${sheet} ${cell} ${reason}`);
  for (const words of [
    '条款（修订）  没有“条款（修订）”这张工作表',
    '清单信息 H4 是错误值 #N/A',
    '清单信息 H5 是公式，文件里没有算出的结果',
    '清单信息 G4 是错误值 #REF!',
    '事项 D2 与左边的单元格合并了',
    '催督阶梯 H1 “亮牌”列出现了两次',
    /^职责边界 A\d+ 是错误值 #REF!/,
    '该备忘录在第 2 行已经填过',
    '同一区划的这一清单在第 4 行已经填过',
  ])
    expect(said).toEqual(
      expect.arrayContaining([
        typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words),
      ]),
    );
  expect(said.filter((words) => words.includes('Sheet1'))).toEqual([]);
});

test('what a person sees is read: spaces around, results of formulas, dates with a time of day, a cell merged downwards, rows a filter hides', async () => {
  const name = content.items[0]?.name ?? '';
  const { papers, problems } = await changed(
    [
      ['事项', '事项名称', 1, '事项名称* '],
      ['事项', '事项名称', 2, { formula: 'T("…")', result: `　${name} ` }],
      ['清单信息', '备案日期', 4, 45_307.5],
    ],
    (workbook) => {
      const sheet = workbook.getWorksheet('事项');
      sheet?.mergeCells('A2:A3');
      if (sheet !== undefined) sheet.getRow(2).hidden = true;
    },
  );
  expect(problems).toEqual([]);
  const papersChanged = changedPapers(held, overlay(held, papers ?? []));
  expect(papersChanged.map(({ paper }) => paper)).toEqual([expect.stringMatching(/^transfer-list/)]);
});
