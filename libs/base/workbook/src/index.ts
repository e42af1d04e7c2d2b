export { BrokenWorkbook } from './broken-workbook.js';
export type { WorkbookCell } from './cell-value.js';
export { CrashedReading } from './crashed-reading.js';
export { lossReasons } from './loss-reasons.js';
export { readWorkbook } from './read-workbook.js';
export type { ReadingLimits } from './reading-pool.js';
export { serialText } from './serial-days.js';
