/** The two editions of the Shandong front-database standard (domain reference §2.4). */
export type Edition = 'A' | 'B';

/** What a front database stores in a column; a department's server turns it into its own type. */
type ColumnType =
  | { readonly type: 'text'; readonly width: number }
  | { readonly type: 'longText' }
  | { readonly type: 'integer' }
  | { readonly type: 'money' }
  | { readonly type: 'instant' };

const defaultSources = ['clock', 'newId', 'bureau', 'bureauName', 'region'] as const;

/**
 * What a row gets when its writer says nothing: a fixed text or number, the moment of writing, an id of its own, or the
 * code, name or region of the bureau that the database belongs to.
 */
type ColumnDefault =
  { readonly from: 'value'; readonly text: string } | { readonly from: (typeof defaultSources)[number] };

/** One column as the department's server has it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly startsAs: ColumnDefault | null;
  readonly title: string;
}

/** One table of an edition; `key` is its primary key. */
export interface FrontTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
}

/** Reads a table sheet: a line per column, `NAME | type | default | title`, of which the edition keeps its own. */
export function readColumns(sheet: string, edition: Edition): readonly Column[] {
  return sheet
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length > 1)
    .flatMap(([name = '', type = '', start = '', title = '', only = '']) =>
      only === '' || only === edition
        ? [{ name, type: readType(type), startsAs: readDefault(start), title }]
        : [],
    );
}

function readType(cell: string): ColumnType {
  if (cell === 'instant' || cell === 'integer' || cell === 'money' || cell === 'longText')
    return { type: cell };
  const width = Number(cell);
  if (Number.isInteger(width) && width > 0) return { type: 'text', width };
  throw new Error(`a sheet names no such column type: ${cell}`);
}

function readDefault(cell: string): ColumnDefault | null {
  if (cell === '') return null;
  const source = defaultSources.find((name) => name === cell);
  if (source !== undefined) return { from: source };
  return { from: 'value', text: cell };
}
