import type { Bureau } from '../generator/index.js';
import type { Cell } from '../generator/index.js';
import type { Column, FrontStream, FrontTable } from '../tables/index.js';

/** The bureau a front database belongs to: what its column defaults say. */
export interface Owner extends Bureau {
  readonly region: string;
}

/** Cells for one table; a column that is not named gets its default. */
export interface Insertion {
  readonly stream: FrontStream;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** A department's front database, opened with the department's own account. */
export interface FrontDatabase {
  /** Makes the five tables where they are missing. */
  makeTables(owner: Owner): Promise<void>;
  /** Writes rows in one transaction; a row whose key is there already is left alone. */
  insert(rows: readonly Insertion[]): Promise<void>;
  /** How many applications there are, whatever their version. */
  count(): Promise<number>;
  close(): Promise<void>;
}

/** Rows of one table that name the same columns: one statement. */
export interface InsertGroup {
  readonly table: FrontTable;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Sorts rows into statements of at most `most` rows each. */
export function groupInsertions(
  tables: Readonly<Record<FrontStream, FrontTable>>,
  rows: readonly Insertion[],
  most: number,
): readonly InsertGroup[] {
  const groups = new Map<string, Insertion[]>();
  for (const row of rows) {
    const name = `${row.stream} ${Object.keys(row.cells).join(' ')}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const columns = Object.keys(first.cells);
    const values = group.map(({ cells }) => columns.map((column) => cells[column] ?? null));
    const table = tables[first.stream];
    return slices(values, most).map((slice) => ({ table, columns, rows: slice }));
  });
}

function slices<T>(list: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / most);
  return Array.from({ length: count }, (_, at) => list.slice(at * most, (at + 1) * most));
}

/** A text as both servers accept it in DDL, where parameters are not allowed. Only texts of this repository come here. */
export function quoted(text: string): string {
  if (text.includes('\\')) throw new Error('a comment or default with a backslash');
  return `'${text.replaceAll("'", "''")}'`;
}

/** What a column's default says of the owner; null where the default is the server's own business. */
export function ownersDefault(column: Column, owner: Owner): string | null {
  switch (column.startsAs?.from) {
    case 'value':
      return quoted(column.startsAs.text);
    case 'bureau':
      return quoted(owner.uscc);
    case 'bureauName':
      return quoted(owner.name);
    case 'region':
      return quoted(owner.region);
    default:
      return null;
  }
}
