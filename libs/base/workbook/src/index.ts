export { BrokenWorkbook } from './broken-workbook.js';
export type { CellLoss, WorkbookCell } from './cell-value.js';
export { CrashedReading } from './crashed-reading.js';
export { readWorkbook } from './read-workbook.js';
export type { ReadingLimits } from './reading-pool.js';
export { serialText } from './serial-days.js';
