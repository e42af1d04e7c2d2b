/** A cell: a number stays a number in a workbook, everything else is text; null is empty. */
export type Cell = string | number | null;

/** A column of a sheet; `share` numbers are 0 to 1 and shown as percentages. */
export interface SheetColumn {
  readonly title: string;
  readonly form: 'text' | 'count' | 'decimal' | 'share';
}

/** A table as it is printed, written to a workbook or to CSV. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell as people read it. */
export function cellText(cell: Cell, form: SheetColumn['form']): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (form === 'share') return `${(cell * 100).toFixed(1)}%`;
  return form === 'decimal' ? cell.toFixed(1) : String(cell);
}
