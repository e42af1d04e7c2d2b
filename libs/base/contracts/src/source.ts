import type { SourceId, StreamName } from './ids.js';
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
  /** How often rows are looked for that came late or with a time long past, wherever they lie; null or absent: never. */
  readonly lateRowsMs?: number | null;
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
