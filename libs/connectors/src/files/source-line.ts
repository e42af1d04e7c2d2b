/** A value as the file has it; `lost` says why it is no longer what the department wrote. */
export type Cell = string | null | { readonly lost: string };

/** One record of a file, cell by field, or why one (or, `fatal`, everything from here on) cannot be read. `place` counts lines or records from 1. */
export type SourceLine =
  | { readonly place: number; readonly fields: readonly string[]; readonly cells: readonly Cell[] }
  | { readonly place: number; readonly refusal: string; readonly fatal: boolean };

/** One row of a table, headings not yet known. */
export interface TableRow {
  readonly place: number;
  readonly cells: readonly Cell[];
}

/** What is worth telling about a file beside its rows. */
export interface FileNotes {
  hiddenRows: number;
  /** From where the file itself counts its days; null where it does not say. */
  dateEpoch: 1900 | 1904 | null;
}

/** Whether the file cannot be read beyond this line. */
export function isFatal(line: SourceLine): boolean {
  return 'fatal' in line && line.fatal;
}

/** The end of a file that cannot be read further. */
export function refusedFrom(place: number, refusal: string): SourceLine {
  return { place, refusal, fatal: true };
}
