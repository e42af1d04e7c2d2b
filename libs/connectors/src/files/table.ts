import type { HeadingMap } from './headings.js';
import { refusedFrom, type Cell, type SourceLine, type TableRow } from './source-line.js';

const searchedRows = 10;

/** Rows of a table as lines: finds the headings among the first rows, then names every cell. `exactWidth` refuses rows with too few cells. */
export async function* tableLines(
  rows: AsyncIterable<readonly TableRow[]>,
  headings: HeadingMap,
  exactWidth: boolean,
): AsyncGenerator<readonly SourceLine[]> {
  const first: TableRow[] = [];
  let columns: Columns | null = null;
  for await (const some of rows) {
    const lines: SourceLine[] = [];
    for (const row of some) {
      if (columns !== null) {
        const line = lineOf(row, columns, exactWidth);
        if (line !== null) lines.push(line);
        continue;
      }
      first.push(row);
      const verdict = headings.find(first);
      if ('fields' in verdict) {
        columns = columnsOf(verdict.fields);
      } else if (first.length >= searchedRows) {
        yield [refusedFrom(row.place, verdict.refusal)];
        return;
      }
    }
    yield lines;
  }
  if (columns !== null) return;
  const verdict = headings.find(first);
  const refusal = 'refusal' in verdict ? verdict.refusal : '';
  yield [refusedFrom(1, first.length === 0 ? '文件是空的，连表头也没有' : refusal)];
}

/** The fields of the columns that are read, and where these stand among all. */
interface Columns {
  readonly width: number;
  readonly fields: readonly string[];
  readonly places: readonly number[];
}

function columnsOf(fields: readonly (string | null)[]): Columns {
  const places = fields.flatMap((field, place) => (field === null ? [] : [place]));
  return { width: fields.length, fields: fields.filter((field) => field !== null), places };
}

function lineOf({ cells, place }: TableRow, columns: Columns, exactWidth: boolean): SourceLine | null {
  const { width, fields, places } = columns;
  if (cells.every(isBlank)) return null;
  const surplus = cells.length > width && cells.slice(width).some((cell) => !isBlank(cell));
  if (surplus || (exactWidth && cells.length < width)) {
    const refusal = `有 ${cells.length} 列，表头有 ${width} 列，分隔符或引号可能写错`;
    return { place, refusal, fatal: false };
  }
  return { place, fields, cells: places.map((column) => cells[column] ?? null) };
}

function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}
