import type ExcelJS from 'exceljs';
import { textOf, type CellText } from './cell-text.js';
import { codeOf } from './choices.js';
import { guideName, sheetForms, type ColumnForm, type SheetForm, type SheetName } from './sheet-forms.js';

/** What is wrong with a workbook, and where. Sheet and cell are empty when it is the whole. */
export interface WorkbookProblem {
  readonly sheet: string;
  readonly cell: string;
  readonly reason: string;
}

/** A row that was read: codes by column, and where its cells stand. */
export interface ReadRow {
  readonly sheet: SheetName;
  readonly number: number;
  readonly values: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** The address of a column's cell. */
  cell(key: string): string;
}

export type ReadSheets = Readonly<Record<SheetName, readonly ReadRow[]>>;

/** Opens a workbook and reads every cell of its sheets by their forms. All problems are collected; nothing stops at the first. */
export async function readSheets(
  path: string,
): Promise<{ readonly sheets: ReadSheets; readonly problems: readonly WorkbookProblem[] }> {
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  const problems: WorkbookProblem[] = [];
  await workbook.xlsx.readFile(path).catch(() => {
    problems.push({ sheet: '', cell: '', reason: '不是有效的 .xlsx 文件，请用模板另存为 .xlsx' });
  });
  const sheets: Record<SheetName, readonly ReadRow[]> = {
    事项: [],
    清单信息: [],
    划转清单: [],
    职责边界: [],
    备忘录: [],
    条款: [],
    催督阶梯: [],
  };
  if (problems.length > 0) return { sheets, problems };
  for (const form of sheetForms) {
    const sheet = workbook.getWorksheet(form.name);
    if (sheet !== undefined) sheets[form.name] = readSheet(sheet, form, problems);
  }
  problems.push(...workbook.worksheets.filter(isForeign).map(foreignSheet));
  if (sheetForms.every(({ name }) => workbook.getWorksheet(name) === undefined))
    problems.push({
      sheet: '',
      cell: '',
      reason: `没有找到工作表 ${sheetForms.map(({ name }) => name).join('、')}`,
    });
  return { sheets, problems };
}

/** A sheet that is none of ours and says something: it may be one of ours under another name, so it is not passed over. */
function isForeign({ name, actualRowCount }: ExcelJS.Worksheet): boolean {
  return actualRowCount > 0 && name !== guideName && sheetForms.every((form) => form.name !== name);
}

function foreignSheet({ name }: ExcelJS.Worksheet): WorkbookProblem {
  const known = sheetForms.map((form) => form.name).join('、');
  return { sheet: name, cell: '', reason: `没有“${name}”这张工作表，可用 ${known}；请改名，或删去` };
}

function readSheet(
  sheet: ExcelJS.Worksheet,
  form: SheetForm,
  problems: WorkbookProblem[],
): readonly ReadRow[] {
  const places = new Map<string, number>();
  sheet.getRow(1).eachCell((cell, at) => {
    const title = textOf(cell).text.replace(/\*$/, '').trim();
    const column = form.columns.find((known) => known.title === title);
    if (column !== undefined && places.has(column.key))
      problems.push({ sheet: form.name, cell: cell.address, reason: `“${title}”列出现了两次` });
    else if (column !== undefined) places.set(column.key, at);
    else if (title !== '')
      problems.push({ sheet: form.name, cell: cell.address, reason: `没有“${title}”这一列` });
  });
  for (const { key, title, required } of form.columns)
    if (required === true && !places.has(key))
      problems.push({ sheet: form.name, cell: '1:1', reason: `缺少“${title}”列` });
  const rows: ReadRow[] = [];
  sheet.eachRow((row, number) => {
    if (number > 1 && !blank(row, places)) rows.push(readRow(row, form, places, problems));
  });
  return rows;
}

function blank(row: ExcelJS.Row, places: ReadonlyMap<string, number>): boolean {
  return [...places.values()].every((at) => {
    const { text, lost } = textOf(row.getCell(at));
    return text === '' && lost === null;
  });
}

function readRow(
  row: ExcelJS.Row,
  form: SheetForm,
  places: ReadonlyMap<string, number>,
  problems: WorkbookProblem[],
): ReadRow {
  const values: Record<string, string> = {};
  const lists: Record<string, readonly string[]> = {};
  const cell = (key: string): string => row.getCell(places.get(key) ?? 1).address;
  for (const column of form.columns) {
    const at = places.get(column.key);
    if (at === undefined || column.ignored === true) continue;
    const { text, lost } = textUnmerged(row.getCell(at), column.day === true);
    const refuse = (reason: string): unknown =>
      problems.push({ sheet: form.name, cell: cell(column.key), reason });
    if (lost !== null) refuse(lost);
    else if (text === '') {
      if (column.required === true) refuse(`“${column.title}”不能为空`);
    } else if (column.list === true) lists[column.key] = readList(column, text, refuse);
    else values[column.key] = readValue(column, text, refuse);
  }
  return { sheet: form.name, number: row.number, values, lists, cell };
}

/** A cell merged with others below shows what it says in each of them; one merged sideways leaves open which column it is meant for. */
function textUnmerged(cell: ExcelJS.Cell, day: boolean): CellText {
  if (cell.isMerged && cell.master.col !== cell.col)
    return { text: '', lost: '与左边的单元格合并了，请取消合并，逐格填写' };
  return textOf(cell, day);
}

function readList(column: ColumnForm, text: string, refuse: (reason: string) => unknown): readonly string[] {
  return text
    .split(/[；;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => readValue(column, part, refuse));
}

function readValue(column: ColumnForm, text: string, refuse: (reason: string) => unknown): string {
  const reason = column.refuse?.(text) ?? null;
  if (reason !== null) refuse(`“${text}”${reason}`);
  if (column.choices === undefined) return text;
  const code = codeOf(column.choices, text);
  if (code === null) refuse(`“${text}”不在可填的值内：${Object.values(column.choices).join('、')}`);
  return code ?? text;
}
