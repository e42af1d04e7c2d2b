import type ExcelJS from 'exceljs';
import { BrokenText } from './broken-text.js';
import { decodeAsWhole } from './excel-text.js';
import { codeOf } from './faults.js';
import { readWorkbookNotes, type WorkbookNotes } from './excel-notes.js';
import type { Cell, FileNotes, TableRow } from './source-line.js';
import { dateText, plainNumber, serialMs } from './values.js';

type ObjectValue = Exclude<ExcelJS.CellValue, string | number | boolean | Date | null | undefined>;

const exactUpTo = 1e15;
const rowsTogether = 256;
const errorCell: Cell = { lost: '是 Excel 的错误值' };
const epochDistanceMs = 1_462 * 86_400_000;
const badFile = '不是有效的 .xlsx 文件（旧版 .xls、加了密码或不完整），请另存为 .xlsx';

/** The rows of one sheet, hidden ones included. Numbers and dates become exact text; numbers Excel has already rounded are told as lost. */
export async function* excelRows(
  path: string,
  sheet: string | null,
  told: FileNotes,
): AsyncGenerator<readonly TableRow[]> {
  const notes = await readWorkbookNotes(path);
  if (notes === null) throw new BrokenText(1, badFile);
  const wanted = sheet ?? notes.firstSheet;
  const { default: excel } = await import('exceljs');
  const reader = new excel.stream.xlsx.WorkbookReader(path, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
  });
  decodeAsWhole(reader);
  let place = 0;
  try {
    for await (const worksheet of reader) {
      const { name, id } = describe(worksheet);
      if (name !== wanted) continue;
      told.hiddenRows = await notes.hiddenRows(`xl/worksheets/sheet${id}.xml`);
      const epoch = notes.date1904 ? 1904 : 1900;
      told.dateEpoch = epoch;
      const shiftMs = epochShift(notes, reader);
      let rows: TableRow[] = [];
      for await (const row of worksheet) {
        place = row.number;
        rows.push({ place, cells: cellsOf(row, shiftMs, epoch) });
        if (rows.length < rowsTogether) continue;
        yield rows;
        rows = [];
      }
      yield rows;
      return;
    }
  } catch (cause) {
    if (isOutside(cause)) throw cause;
    throw new BrokenText(place + 1, badFile);
  }
  throw new BrokenText(1, `没有名为“${wanted}”的工作表`);
}

function describe(worksheet: object): { readonly name: string; readonly id: string } {
  const name = 'name' in worksheet && typeof worksheet.name === 'string' ? worksheet.name : '';
  const id = 'id' in worksheet ? String(worksheet.id) : '';
  return { name, id };
}

/** The reader takes 1900 for granted when a workbook's own settings come after its sheets. */
function epochShift(notes: WorkbookNotes, reader: ExcelJS.stream.xlsx.WorkbookReader): number {
  const properties: unknown = reader.properties;
  const model =
    typeof properties === 'object' && properties !== null && 'model' in properties ? properties.model : null;
  const assumed =
    typeof model === 'object' && model !== null && 'date1904' in model && model.date1904 === true;
  if (assumed === notes.date1904) return 0;
  return notes.date1904 ? epochDistanceMs : -epochDistanceMs;
}

function cellsOf(row: ExcelJS.Row, shiftMs: number, epoch: 1900 | 1904): readonly Cell[] {
  const cells: Cell[] = [];
  for (let column = 1; column <= row.cellCount; column += 1) {
    const cell = row.getCell(column);
    cells.push(isFormula(cell.value) ? computed(cell, epoch) : cellOf(cell.value, shiftMs));
  }
  return cells;
}

function isFormula(value: ExcelJS.CellValue): boolean {
  return typeof value === 'object' && value !== null && ('formula' in value || 'sharedFormula' in value);
}

/** What a formula gave when it was last computed. The reader's own value leaves a zero and an empty text out, and makes a number of a date. */
function computed({ result, numFmt }: ExcelJS.Cell, epoch: 1900 | 1904): Cell {
  // A program that writes formulas without computing them leaves no value behind.
  if (result === undefined || result === null)
    return { lost: '是没有计算结果的公式，请用 Excel 打开保存或改为数值后重报' };
  if (typeof result !== 'number') return cellOf(result, 0);
  if (Number.isNaN(result)) return errorCell;
  return isDateFormat(numFmt) ? dateText(serialMs(result, epoch)) : numberCell(result);
}

/** A format of days or times: its letters, without colours, units and quoted words. */
function isDateFormat(format: string | undefined): boolean {
  return /[ymdhs]/i.test((format ?? '').replaceAll(/\[[^\]]*\]|"[^"]*"|\\.|general/gi, ''));
}

function cellOf(value: ExcelJS.CellValue, shiftMs: number): Cell {
  if (typeof value === 'string' || value === null || value === undefined) return value ?? null;
  if (typeof value === 'number') return numberCell(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return dateText(value.getTime() + shiftMs);
  return objectCell(value);
}

function objectCell(value: ObjectValue): Cell {
  if ('error' in value) return errorCell;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return value.text;
  return null;
}

function numberCell(value: number): Cell {
  if (Math.abs(value) >= exactUpTo)
    return { lost: '被 Excel 存成了数字，15 位以后的数字已经丢失，请改为文本格式后重报' };
  return plainNumber(String(value)) ?? null;
}

function isOutside(cause: unknown): boolean {
  return cause instanceof BrokenText || codeOf(cause) === 'ENOSPC';
}
