import type { Excess } from './excess.js';
import type { Storage } from './stored-text.js';
import type { WireRow } from './wire-values.js';

/** How a column's value is written into the raw row, and compared in a keyset. */
export type ColumnKind =
  | 'text'
  /** A text in one code page (SQL Server's VARCHAR): compared with a Unicode value its index is lost. */
  | 'narrowText'
  | 'integer'
  | 'decimal'
  /** A number of IEEE 754 in single or double precision, printed so that nothing of it is lost. */
  | 'single'
  | 'double'
  /** PostgreSQL's money, which it prints by its locale. */
  | 'money'
  | 'boolean'
  | 'date'
  /** A local time in a type that knows no millisecond, or not every one: Oracle's DATE, SQL Server's DATETIME. */
  | 'coarseTime'
  | 'localTime'
  | 'zonedTime'
  | 'binary';

/** One column as the department's catalogue describes it. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  /** Its type in the catalogue's own words, e.g. `varchar(500)`; absent where the dialect does not ask for it. */
  readonly declared?: string;
  /** Most Chinese characters of a text; absent where the catalogue does not tell bytes from characters. */
  readonly chinese?: number;
  /** How it stands in a select list where the driver would change its value; otherwise its name stands there. */
  readonly printed?: string;
  /** What the bytes of its letters are declared as, in the catalogue's own word; absent where they can only be what they are said to be. */
  readonly charset?: string;
  /** How its letters reach the hub; absent where they can be trusted. */
  readonly storage?: Storage;
}

/** An index over columns; `unique` where no two rows share their values. */
export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

/** What an account must be able to do: read these tables, write their flags where that was agreed, and follow the log where a stream is read from it. */
export interface Needs {
  /** References as in `Table`. */
  readonly tables: readonly string[];
  readonly writeBack: boolean;
  readonly followsLog?: boolean;
}

/** A table of the department, found in its catalogue: only names from there ever enter a statement. */
export interface Table {
  /** Schema and table, quoted. */
  readonly reference: string;
  readonly columns: readonly Column[];
  /** Columns of every index, in index order, with the index's name. */
  readonly indexes: readonly Index[];
  /** Planner's or engine's guess of the number of rows. */
  readonly estimatedRows: number;
  readonly writable: boolean;
}

/** A statement with its values; placeholders are the dialect's. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** One connection. Statements queue; a faulty one throws HUB_SOURCE_*. */
export interface Session {
  /** Rows as arrays in select order; values as the driver gives them, see `RowWriter`. */
  rows(statement: Statement): Promise<readonly (readonly unknown[])[]>;
  /** The same rows, each written from the bytes in which the server sent it; absent where the driver hands over values only. */
  wireRows?<Row>(statement: Statement, write: (row: WireRow) => Row): Promise<readonly Row[]>;
  /** Asks the server to end the running statement; resolves when it was asked. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

/** How to open a session. `zoneOffset` is the source zone's offset now, e.g. `+08:00`. */
export interface SessionPlan {
  readonly source: string;
  readonly url: string;
  readonly timeZone: string;
  readonly zoneOffset: string;
  readonly queryTimeoutMs: number;
  readonly readOnly: boolean;
}

/** A column in a condition. */
export interface Term {
  readonly column: Column;
  readonly value: string;
}

/** How a connection locks the rows it is about to write, and makes several statements one. An empty `begin`: every statement begins by itself. */
export interface Writing {
  /** Behind the table's name, and at the end of the statement. */
  readonly lockHint: string;
  readonly lockClause: string;
  readonly begin: string;
  readonly commit: string;
  readonly rollback: string;
  /** Sets the session's clock to the source's own for the update itself, and back: a table may write its own time into a row that changes. Absent where the session has that clock. */
  readonly clock?: { local(zoneOffset: string): string; readonly back: string };
}

/** Everything that differs between database products: catalogue, statement text, value forms. Pure but for `connect`, `findTable` and `excess`. */
export interface Dialect {
  readonly kind: string;
  readonly title: string;
  connect(plan: SessionPlan): Promise<Session>;
  /** Finds a table by name, exact case first; null when the account sees none. `zoneOffset`: as in `SessionPlan`. */
  findTable(session: Session, schema: string | null, name: string, zoneOffset: string): Promise<Table | null>;
  quote(name: string): string;
  /** The server's clock as Unix milliseconds, one row and one column. */
  readonly clock: string;
  /** The zone the server gives a session that names none: its offset in seconds, and its name; one row. */
  readonly serverZone: string;
  /** What the account could do beyond what it must, as far as the catalogue tells. */
  excess(session: Session, needs: Needs): Promise<readonly Excess[]>;
  /** Starts a statement's list of values. */
  parameters(): Parameters;
  /** A select, given as what follows the word, that ends after so many rows. `count`: a number, or its placeholder. */
  selectFirst(count: string, rest: string): string;
  readonly writing: Writing;
  /** Whether `(a, b) in ((1, 2), …)` is understood. */
  readonly rowValues: boolean;
  /** What stands behind the table's name so that pages are read along its index; empty where the planner needs no word. */
  indexHint(table: Table, leading: readonly string[]): string;
  /** Statements that make the session follow the index in pages, once it is known to exist. */
  readonly followIndex: readonly string[];
  /** Rows that lie after these terms in the order of their columns. */
  after(terms: readonly Term[], parameters: Parameters): string;
  /** Rows whose cursor holds a time; and those whose cursor does not. */
  dated(column: Column): string;
  undated(column: Column): string;
  /** A column as a text, and the day a cursor prints. */
  asText(column: Column): string;
  dayOf(column: Column): string;
  /** Where the hub's session has instants printed: in UTC, or in the source's zone. */
  readonly printsInstantsIn: 'utc' | 'zone';
  /** A nullable key column as an expression that sorts and is never null. */
  neverNull(column: Column): string;
  /** A value as it is compared with `neverNull` of its column. */
  keyValue(term: Term, parameters: Parameters): string;
  /** Rows not yet taken by their sync flag. */
  untaken(column: Column): string;
}

/** Collects values and hands out placeholders. */
export interface Parameters {
  readonly values: unknown[];
  /** The placeholder of a value that is compared with a column. */
  add(value: string, kind: ColumnKind): string;
  /** The placeholder of a count. */
  count(value: number): string;
}

/** A nullable column takes part in a keyset as text. */
export function plainKeyValue({ column, value }: Term, parameters: Parameters): string {
  return parameters.add(value, column.nullable ? 'text' : column.kind);
}

/** Every column of a table as the row writer expects it. */
export function selectList(dialect: Dialect, { columns }: Table): string {
  return columns.map(({ name, printed }) => printed ?? dialect.quote(name)).join(', ');
}
