import {
  BrokenWorkbook,
  readWorkbook,
  lossReasons,
  type ReadingLimits,
  type WorkbookCell,
} from '#base/workbook';
import { BrokenText } from './broken-text.js';
import type { Cell, FileNotes, TableRow } from './source-line.js';

const errorCell: Cell = { lost: '是 Excel 的错误值' };

/** The rows of one sheet, hidden ones included; without a name, of the first that is not hidden. Numbers and dates become exact text, what is no longer exact is told as lost. */
export async function* excelRows(
  path: string,
  sheet: string | null,
  told: FileNotes,
  limits?: ReadingLimits,
): AsyncGenerator<readonly TableRow[]> {
  try {
    for await (const batch of readWorkbook(path, sheet === null ? 'first' : { name: sheet }, limits)) {
      told.hiddenRows = batch.hidden;
      told.dateEpoch = batch.epoch;
      yield batch.rows.map(({ place, cells }) => ({ place, cells: cells.map(cellOf) }));
    }
  } catch (cause) {
    throw cause instanceof BrokenWorkbook ? new BrokenText(cause.place, cause.refusal) : cause;
  }
}

function cellOf(cell: WorkbookCell): Cell {
  if (cell === null || typeof cell === 'string') return cell;
  if ('number' in cell) return cell.number;
  if ('day' in cell) return cell.day;
  if ('truth' in cell) return String(cell.truth);
  return 'error' in cell ? errorCell : { lost: `${lossReasons[cell.lost]}后重报` };
}
