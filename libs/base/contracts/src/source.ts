import type { CaseNumber, SourceId, StreamName } from './ids.js';
import type { KindName } from './model.js';

/** How a stream is read (design §4). `cursor`: the connector has its own notion of place (a page number, a file and line, an offset); it is told the last cursor and each page carries the next. `log`: the database's own log of changes, after one reading of the whole table. `push`: the department sends, nobody reads. */
export type ReadMode = 'keyset' | 'flag' | 'snapshot' | 'cursor' | 'log' | 'push';

/** One stream of a source as its YAML says it. Column names are the department's own. */
export interface StreamDefinition {
  readonly name: StreamName;
  /** Which mapping document applies: the kind's stream name in the standard. */
  readonly kind: KindName;
  /** The table of a database stream; empty where `settings` say what to read. */
  readonly table: string;
  /** What the connector must know of this stream, checked by the connector: path, operation, file pattern … */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly mode: ReadMode;
  /** Column that orders rows in time; null for `snapshot` and `log`. */
  readonly cursor: string | null;
  /** Columns that identify one row in the table. */
  readonly key: readonly string[];
  /** Column with the case number: the Kafka key. */
  readonly caseNumber: string;
  /** Sync-flag column of `flag` mode, and the value that means "taken". */
  readonly flag: { readonly column: string; readonly taken: string } | null;
  /** Takes the place of the source's own. */
  readonly parked?: ParkedPolicy | undefined;
}

/** A stretch of the day in minutes, by the source's clock; one whose end lies before its start goes over midnight. */
export interface HourRange {
  readonly from: number;
  readonly to: number;
}

/** What a department allows the hub to take of its system; what is absent is not limited. */
export interface SourceBudget {
  readonly rowsPerSecond?: number | undefined;
  readonly requestsPerSecond?: number | undefined;
  readonly bytesPerSecond?: number | undefined;
  /** Most connections at a time. */
  readonly connections?: number | undefined;
  /** When the system may be read. */
  readonly hours?: readonly HourRange[] | undefined;
  /** After how many milliseconds a query or request is ended. */
  readonly longestQueryMs?: number | undefined;
}

/** What later records do while an earlier one of their case is parked: pass, or wait behind it; at most so many of a case, or so long. */
export interface ParkedPolicy {
  readonly laterOfSameKey: 'wait' | 'pass';
  readonly waitAtMost: number | null;
  readonly waitAtMostMs: number | null;
}

/** A source as an operator wrote it, checked. Durations are milliseconds. Secrets are names, never values. */
export interface SourceDefinition {
  readonly id: SourceId;
  readonly name: string;
  readonly connector: string;
  readonly standard: string;
  readonly generation: string;
  readonly timeZone: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly pageSize: number;
  readonly pollMs: number;
  /** How far behind the source's clock a keyset read stays. */
  readonly lagMs: number;
  /** How far back each poll reads again. */
  readonly overlapMs: number;
  /** A slower, wider re-read that finds back-dated rows and rows changed in place; null switches it off. */
  readonly sweep: { readonly everyMs: number; readonly windowMs: number } | null;
  readonly writeBack: boolean;
  /** The one budget of every connector; absent: no limits but those of good manners. */
  readonly budget?: SourceBudget | undefined;
  /** Whether departments are told of what was there before the hub began to read; by default nobody is. */
  readonly firstLoad: { readonly tell: boolean };
  /** Absent: later records pass, and the case's order is that of their revisions. */
  readonly parked?: ParkedPolicy | undefined;
  readonly streams: readonly StreamDefinition[];
  /** Field-level mapping overrides: stream → unified field → rule, in the mapping document's notation. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** Where a stream has been read up to: cursor value as the source prints it (to the microsecond), then the key values. */
export interface Cursor {
  readonly at: string | null;
  readonly key: readonly string[];
}

/** One source row as read. `body` is the row as one JSON object with the department's column names, in UTF-8; empty where only the key of a deletion is known. */
export interface RawRow {
  readonly caseNumber: CaseNumber;
  readonly key: string;
  readonly cursor: Cursor;
  /** The cursor value as an instant; null where the stream has none. */
  readonly cursorAt: Date | null;
  readonly body: Buffer;
  readonly operation: 'put' | 'delete';
}

/** What one read returns. `end` is where the next read starts. */
export interface Page {
  readonly rows: readonly RawRow[];
  readonly end: Cursor | null;
}

/** What to read: rows after `after` (exclusive), not later than `until` (inclusive, source clock); nulls mean from the start / no bound. */
export interface ReadRequest {
  readonly stream: StreamDefinition;
  readonly after: Cursor | null;
  /** Where to start when `after` is null: rows of this instant or later, by the source's clock. */
  readonly since?: Date | null;
  /** Given when a range of a `cursor` stream is read once more, from `since` to `until`: where the live reading has got to. What it has not dealt with is left to it. */
  readonly live?: Cursor | null;
  /** `keyset` only: read the rows whose cursor column is empty, in key order, and no others. Without it they are left out. */
  readonly undated?: boolean;
  /** `keyset` only: read the rows whose first key column lies in this range, both ends included, in key order whatever their time. */
  readonly keys?: { readonly from: string; readonly to: string };
  readonly until: Date | null;
  readonly pageSize: number;
  /** A look at so many rows: the source is asked for no more than this, not even ahead of time. Where a service decides on page or file sizes itself, one page of it is the least. */
  readonly most?: number;
}

/** What values a column can hold, as its system declares it. */
export type DeclaredForm = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'binary';

/** A column as its system declares it; `type` is the system's own word. */
export interface DeclaredColumn {
  readonly name: string;
  readonly type: string;
  readonly form: DeclaredForm;
  /** Most characters of a text, most digits of a number; null where there is no bound. */
  readonly length: number | null;
  /** Most Chinese characters of a text, fewer than `length` where the bound counts bytes; absent where the system does not tell. */
  readonly chinese?: number;
  /** Digits behind the point; null where they are not declared. */
  readonly scale: number | null;
  readonly nullable: boolean;
}

/** One line of a check's verdict. */
export interface CheckLine {
  readonly subject: string;
  readonly verdict: 'ok' | 'warning' | 'fault';
  readonly sentence: string;
}

/** Where a source's change log stands for us. Places are texts only the connector compares. */
export interface LogStanding {
  /** The place reading starts from: nothing after it has been let go by the source. */
  readonly place: string;
  /** Whether everything after the place we know is still there; false means changes are missing and the tables must be read again. */
  readonly continuous: boolean;
  /** Bytes of log the source keeps back for us on its disk. */
  readonly retainedBytes: number;
  /** What the department must hear about it; null while all is well. */
  readonly warning: string | null;
  /** The log was given up to protect the department's disk, in this very look. */
  readonly dropped: boolean;
}

/** One change. Of a deletion only the key is known: case number and body are empty. */
export interface LogRow extends RawRow {
  readonly stream: StreamName;
}

/** Changes in the order of their commits. */
export interface LogPage {
  readonly rows: readonly LogRow[];
  /** The place after the last whole transaction; null while none has ended in this page. */
  readonly end: string | null;
  /** Streams whose table was emptied at once: they must be read whole. */
  readonly emptied: readonly StreamName[];
  /** What happened to the tables themselves, one sentence each. */
  readonly notices: readonly string[];
}

/** The change log of a source that granted one. Reading moves nothing at the source; only `confirm` lets it forget. */
export interface ChangeLog {
  /** Looks at the log, making our mark in it where there is none; `known` is the place our checkpoints hold. */
  standing(known: string | null): Promise<LogStanding>;
  /** Changes after a place up to now, page by page; a page may end inside a large transaction. */
  read(
    streams: readonly StreamDefinition[],
    after: string,
    pageSize: number,
    signal: AbortSignal,
  ): AsyncIterable<LogPage>;
  /** Tells the source that everything up to here is safe with us: to be called after the checkpoint only. */
  confirm(place: string): Promise<void>;
  /** The earlier of two places. */
  earlier(left: string, right: string): string;
}

/** An open connection to a department's system. It keeps no state of its own: the cursor travels with the page. */
export interface SourceReader {
  /** The source's own clock. */
  now(): Promise<Date>;
  /** Streams pages in cursor order until the bound or the signal; never locks the department's tables. */
  read(request: ReadRequest, signal: AbortSignal): AsyncIterable<Page>;
  /** Whether a range of time of a `cursor` stream can be read once more, and nothing else with it; absent: it cannot. */
  rereads?(stream: StreamDefinition): boolean;
  /** `flag` mode: writes the taken value back, only to rows whose content is still what was read. */
  acknowledge(stream: StreamDefinition, rows: readonly RawRow[]): Promise<void>;
  /** Reaches the system and says what it finds, without changing anything. */
  check(): Promise<readonly CheckLine[]>;
  /** The column names of a stream's table as the account sees them. */
  columns(stream: StreamDefinition): Promise<readonly string[]>;
  /** The columns of a stream's table as the system's catalogue declares them now; absent or null where it declares nothing. */
  declared?(stream: StreamDefinition): Promise<readonly DeclaredColumn[] | null>;
  /** The log of changes, for streams of `log` mode; null where the source has none. */
  readonly log?: ChangeLog | null;
  close(): Promise<void>;
}

/** How a request to a department's system went. */
export interface RequestAnswer {
  readonly ms: number;
  /** Rows it brought, where that is known: more rows take longer without anything being wrong. */
  readonly rows?: number;
  /** The system asked for fewer requests. */
  readonly slowDown?: boolean;
  /** It did not answer within the time limit. */
  readonly timedOut?: boolean;
  readonly retryAfterMs?: number | null;
}

/** Stands before a department's system: every request waits for its turn and tells how it went, every page waits for its share of the budget. */
export interface SourceGate {
  /** Waits until the next request may go out; returns early on the signal. */
  turn(signal: AbortSignal): Promise<void>;
  answered(answer: RequestAnswer): void;
  /** The page size that keeps the pace even. */
  pageSize(wanted: number): number;
  /** A page came over the line. */
  took(rows: number, bytes: number): void;
  /** Waits until the next page may be read; returns early on the signal. */
  ready(signal: AbortSignal): Promise<void>;
}

/** One kind of source: a name and a constructor over checked settings. */
export interface Connector {
  readonly kind: string;
  readonly title: string;
  /** Looks at a definition alone and refuses what cannot be: throws HUB_SOURCE_INVALID whose facts say `path` (streams by name) and `mistake`. */
  accept?(source: SourceDefinition): void;
  /** Opens the source; `secret` resolves a secret's name; requests pass the gate, or one made from the source's own budget. Throws HUB_SOURCE_* with one sentence when it cannot. */
  open(source: SourceDefinition, secret: (name: string) => string, gate?: SourceGate): Promise<SourceReader>;
}
