import {
  BrokenWorkbook,
  readWorkbook,
  type CellLoss,
  type ReadingLimits,
  type WorkbookCell,
} from '#base/workbook';
import { BrokenText } from './broken-text.js';
import type { Cell, FileNotes, TableRow } from './source-line.js';

/** Why a cell's value is not what the department wrote, in the words of the report. */
const losses: Readonly<Record<CellLoss, string>> = {
  digits: '被 Excel 存成了数字，15 位以后的数字已经丢失，请改为文本格式后重报',
  uncounted: '是没有计算结果的公式，请用 Excel 打开保存或改为数值后重报',
  long: '长得不合常理，请核对单元格内容后重报',
  shared: '指向工作簿里没有的文字，文件可能损坏，请用 Excel 另存后重报',
  style: '指向工作簿里没有的格式，文件可能损坏，请用 Excel 另存后重报',
  number: '标为数字而不是数字，请改正后重报',
  day: '标为日期而没有这一天，请改为文本后重报',
  boolean: '标为逻辑值而不是 0 或 1，请改正后重报',
  type: '的单元格类型不在标准内，请用 Excel 另存后重报',
  twice: '在同一行出现了两次，不知以哪个为准，请用 Excel 另存后重报',
};
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
  return 'error' in cell ? errorCell : { lost: losses[cell.lost] };
}
