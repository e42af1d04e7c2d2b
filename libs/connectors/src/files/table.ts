import type { HeadingMap } from './headings.js';
import { refusedFrom, type Cell, type SourceLine, type TableRow } from './source-line.js';

const searchedRows = 10;

/** Rows of a table as lines: finds the headings among the first rows, then names every cell. `exactWidth` refuses rows with too few cells. */
export async function* tableLines(
  rows: AsyncIterable<TableRow>,
  headings: HeadingMap,
  exactWidth: boolean,
): AsyncGenerator<SourceLine> {
  const first: TableRow[] = [];
  let fields: readonly (string | null)[] | null = null;
  for await (const row of rows) {
    if (fields !== null) {
      const line = lineOf(row, fields, exactWidth);
      if (line !== null) yield line;
      continue;
    }
    first.push(row);
    const verdict = headings.find(first);
    if ('fields' in verdict) {
      fields = verdict.fields;
    } else if (first.length >= searchedRows) {
      yield refusedFrom(row.place, verdict.refusal);
      return;
    }
  }
  if (fields !== null) return;
  const verdict = headings.find(first);
  const refusal = 'refusal' in verdict ? verdict.refusal : '';
  yield refusedFrom(1, first.length === 0 ? '文件是空的，连表头也没有' : refusal);
}

function lineOf(row: TableRow, fields: readonly (string | null)[], exactWidth: boolean): SourceLine | null {
  const { cells, place } = row;
  if (cells.every(isBlank)) return null;
  const surplus = cells.slice(fields.length).some((cell) => !isBlank(cell));
  if (surplus || (exactWidth && cells.length < fields.length)) {
    const refusal = `有 ${cells.length} 列，表头有 ${fields.length} 列，分隔符或引号可能写错`;
    return { place, refusal, fatal: false };
  }
  const named: Record<string, Cell> = {};
  for (let column = 0; column < fields.length; column += 1) {
    const field = fields[column];
    if (typeof field === 'string') named[field] = cells[column] ?? null;
  }
  return { place, fields: named };
}

function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}
