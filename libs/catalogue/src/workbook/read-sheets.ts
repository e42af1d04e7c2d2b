import { BrokenWorkbook, CrashedReading } from '#base/workbook';
import { codeOf } from './choices.js';
import { addressOf, holdSheets, type HeldSheet } from './held-sheet.js';
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
  const problems: WorkbookProblem[] = [];
  const held = await holdSheets(path).catch((cause: unknown) => {
    problems.push(unreadable(cause));
    return [];
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
    const sheet = held.find(({ name }) => name === form.name);
    if (sheet !== undefined) sheets[form.name] = readSheet(sheet, form, problems);
  }
  problems.push(...held.filter(isForeign).map(foreignSheet));
  if (sheetForms.every((form) => held.every(({ name }) => name !== form.name)))
    problems.push({
      sheet: '',
      cell: '',
      reason: `没有找到工作表 ${sheetForms.map(({ name }) => name).join('、')}`,
    });
  return { sheets, problems };
}

/** Why a workbook could not be read (on): its own fault, whatever it was. What the machine lacks is thrown on. */
function unreadable(cause: unknown): WorkbookProblem {
  if (cause instanceof BrokenWorkbook && cause.sheet !== null)
    return { sheet: cause.sheet, cell: `${cause.place}:${cause.place}`, reason: cause.refusal };
  if (cause instanceof BrokenWorkbook) return { sheet: '', cell: '', reason: cause.refusal };
  if (cause instanceof CrashedReading)
    return { sheet: '', cell: '', reason: `${cause.refusal}，请用 Excel 打开核对，删去多余内容后重填` };
  if (!(cause instanceof RangeError)) throw cause;
  return { sheet: cause.message, cell: '', reason: '内容或合并的单元格多得不合常理，请删去多余内容后重填' };
}

/** A sheet that is none of ours and says something: it may be one of ours under another name, so it is not passed over. */
function isForeign({ name, rows }: HeldSheet): boolean {
  return rows.length > 0 && name !== guideName && sheetForms.every((form) => form.name !== name);
}

function foreignSheet({ name }: HeldSheet): WorkbookProblem {
  const known = sheetForms.map((form) => form.name).join('、');
  return { sheet: name, cell: '', reason: `没有“${name}”这张工作表，可用 ${known}；请改名，或删去` };
}

function readSheet(sheet: HeldSheet, form: SheetForm, problems: WorkbookProblem[]): readonly ReadRow[] {
  const columns = columnsOf(sheet, form, problems);
  for (const { key, title, required } of form.columns)
    if (required === true && !columns.has(key))
      problems.push({ sheet: form.name, cell: '1:1', reason: `缺少“${title}”列` });
  return sheet.rows
    .filter((row) => row > 1 && !isBlank(sheet, row, columns))
    .map((row) => readRow(sheet, row, form, columns, problems));
}

function columnsOf(
  sheet: HeldSheet,
  form: SheetForm,
  problems: WorkbookProblem[],
): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (let at = 1; at <= sheet.width(1); at += 1) {
    const title = sheet.text(1, at).text.replace(/\*$/, '').trim();
    const column = form.columns.find((known) => known.title === title);
    const cell = addressOf(1, at);
    if (column !== undefined && columns.has(column.key))
      problems.push({ sheet: form.name, cell, reason: `“${title}”列出现了两次` });
    else if (column !== undefined) columns.set(column.key, at);
    else if (title !== '') problems.push({ sheet: form.name, cell, reason: `没有“${title}”这一列` });
  }
  return columns;
}

function isBlank(sheet: HeldSheet, row: number, columns: ReadonlyMap<string, number>): boolean {
  return [...columns.values()].every((at) => {
    const { text, lost } = sheet.text(row, at);
    return text === '' && lost === null;
  });
}

function readRow(
  sheet: HeldSheet,
  row: number,
  form: SheetForm,
  columns: ReadonlyMap<string, number>,
  problems: WorkbookProblem[],
): ReadRow {
  const values: Record<string, string> = {};
  const lists: Record<string, readonly string[]> = {};
  const cell = (key: string): string => addressOf(row, columns.get(key) ?? 1);
  for (const column of form.columns) {
    const at = columns.get(column.key);
    if (at === undefined || column.ignored === true) continue;
    const { text, lost } = sheet.text(row, at, column.day === true);
    const refuse = (reason: string): unknown =>
      problems.push({ sheet: form.name, cell: cell(column.key), reason });
    if (lost !== null) refuse(lost);
    else if (text === '') {
      if (column.required === true) refuse(`“${column.title}”不能为空`);
    } else if (column.list === true) lists[column.key] = readList(column, text, refuse);
    else values[column.key] = readValue(column, text, refuse);
  }
  return { sheet: form.name, number: row, values, lists, cell };
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
