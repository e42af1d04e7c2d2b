import { ownField } from '#base/contracts';
import type ExcelJS from 'exceljs';
import type { PolicyContent } from '../policy-content.js';
import { rowsOf, type Row } from './content-rows.js';
import { guideName, sheetForms, type ColumnForm, type SheetForm } from './sheet-forms.js';

/** Rows beyond the filled ones that offer choices; each costs a cell to write and to read. */
const emptyRowsWithChoices = 150;
const separator = '；';

/** Writes a policy as the workbook a bureau fills in; without one, the empty template with headings, choices and notes. */
export async function writeWorkbook(content: PolicyContent | null, path: string): Promise<void> {
  // Loaded when needed: the package is the largest of all, and every process of the hub would wait for it.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  const rows = content === null ? null : rowsOf(content);
  addGuide(workbook);
  for (const form of sheetForms) addSheet(workbook, form, rows?.[form.name] ?? []);
  await workbook.xlsx.writeFile(path);
}

function addSheet(workbook: ExcelJS.Workbook, { name, columns }: SheetForm, rows: readonly Row[]): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ key, title, width, required }) => ({
    key,
    header: required === true ? `${title}*` : title,
    width,
    // Codes have more digits than Excel's numbers: every cell is text.
    style: { numFmt: '@' },
  }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) sheet.addRow(columns.map((column) => cellText(column, ownField(row, column.key))));
  for (const [at, column] of columns.entries())
    if (column.choices !== undefined && column.list === undefined)
      offerChoices(sheet, at + 1, rows.length, Object.values(column.choices));
}

function cellText({ choices }: ColumnForm, value: string | readonly string[] | undefined): string | null {
  if (value === undefined) return null;
  const said = (code: string): string => ownField(choices, code) ?? code;
  return typeof value === 'string' ? said(value) : value.map(said).join(separator);
}

function offerChoices(
  sheet: ExcelJS.Worksheet,
  column: number,
  filled: number,
  titles: readonly string[],
): void {
  const list = `"${titles.join(',')}"`;
  for (let row = 2; row <= filled + emptyRowsWithChoices; row += 1)
    sheet.getCell(row, column).dataValidation = { type: 'list', allowBlank: true, formulae: [list] };
}

function addGuide(workbook: ExcelJS.Workbook): void {
  const sheet = workbook.addWorksheet(guideName);
  sheet.columns = [
    { header: '工作表', width: 14 },
    { header: '列', width: 22 },
    { header: '怎样填', width: 90 },
  ];
  sheet.getRow(1).font = { bold: true };
  sheet.addRow([
    '全部',
    '',
    '标 * 的必填；多个值用分号隔开；写出的清单、备忘录以本簿所列为准，未涉及的不受影响。',
  ]);
  for (const { name, columns } of sheetForms)
    for (const column of columns) sheet.addRow([name, column.title, columnGuide(column)]);
}

function columnGuide({ required, list, choices, note }: ColumnForm): string {
  return [
    ...(required === true ? ['必填'] : []),
    ...(list === true ? ['可填多个，用分号隔开'] : []),
    ...(choices === undefined ? [] : [`可填：${Object.values(choices).join('、')}`]),
    ...(note === undefined ? [] : [note]),
  ].join('；');
}
