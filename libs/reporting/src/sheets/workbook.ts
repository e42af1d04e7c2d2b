import type ExcelJS from 'exceljs';
import stringWidth from 'string-width';
import type { Sheet, SheetColumn } from './sheet.js';

const formats: Readonly<Record<SheetColumn['form'], string>> = {
  // Codes and case numbers have more digits than Excel's numbers: they stay text.
  text: '@',
  count: '0',
  decimal: '0.0',
  share: '0.0%',
};
const widest = 48;

/** The sheets as one Excel workbook, headings frozen; the bytes of the file. */
export async function workbookBytes(sheets: readonly Sheet[]): Promise<Uint8Array> {
  // Loaded when asked for: it takes longer to load than most commands take to answer.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  for (const sheet of sheets) addSheet(workbook, sheet);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function addSheet(workbook: ExcelJS.Workbook, { name, columns, rows }: Sheet): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ title, form }, at) => ({
    header: title,
    width: Math.min(Math.max(...[title, ...rows.map((row) => row[at])].map(widthOf)) + 2, widest),
    style: { numFmt: formats[form] },
  }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) sheet.addRow([...row]);
}

function widthOf(cell: string | number | null | undefined): number {
  return typeof cell === 'string' ? stringWidth(cell) : 8;
}
