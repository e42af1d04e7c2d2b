import { lossReasons, serialText, type WorkbookCell } from '#base/workbook';

/** A cell as read: `lost` says why its text cannot be trusted. */
export interface CellText {
  readonly text: string;
  readonly lost: string | null;
}

const asDay = { form: 'day', parts: false } as const;

/** The text of a cell as a person sees it; days as YYYY-MM-DD, also where Excel holds its count of days, with or without the time of day. */
export function textOf(cell: WorkbookCell | undefined, epoch: 1900 | 1904, day = false): CellText {
  if (cell === null || cell === undefined) return said('');
  if (typeof cell === 'string') return said(cell.trim());
  if ('number' in cell && day) return said(dayOf(cell.number, epoch) ?? cell.number);
  return ofKind(cell);
}

function ofKind(cell: Exclude<WorkbookCell, string | null>): CellText {
  if ('number' in cell) return said(cell.number);
  if ('day' in cell) return said(cell.day.split(' ')[0] ?? '');
  if ('truth' in cell) return said(cell.truth ? '是' : '否');
  if ('error' in cell) return lost(`是错误值 ${cell.error}，请改正后重填`);
  return lost(`${lossReasons[cell.lost]}后重填`);
}

function dayOf(number: string, epoch: 1900 | 1904): string | null {
  return serialText(Number(number), epoch, asDay)?.slice(0, 10) ?? null;
}

function said(text: string): CellText {
  return { text, lost: null };
}

function lost(reason: string): CellText {
  return { text: '', lost: reason };
}
