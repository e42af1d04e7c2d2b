import type { ChangeLog } from './change-log.js';
import type { Page, RawRow, ReadRequest } from './raw-row.js';
import type { SourceDefinition, StreamDefinition } from './source.js';

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

/** How many rows' cursors print a day, with the first and the last of their keys' first column where those can be compared. */
export interface DayCount {
  readonly day: string;
  readonly rows: number;
  readonly firstKey: string | null;
  readonly lastKey: string | null;
}

/** An open connection to a department's system. It keeps no state of its own: the cursor travels with the page. */
export interface SourceReader {
  /** The source's own clock. */
  now(): Promise<Date>;
  /** Streams pages in cursor order until the bound or the signal; never locks the department's tables. */
  read(request: ReadRequest, signal: AbortSignal): AsyncIterable<Page>;
  /** Whether a range of time of a `cursor` stream can be read once more, and nothing else with it; absent: it cannot. */
  rereads?(stream: StreamDefinition): boolean;
  /** `keyset` only: counts rows by the day their cursor prints, from one day on (null: from the first) and before another; absent: it cannot. */
  countDays?(
    stream: StreamDefinition,
    range: { readonly from: string | null; readonly before: string },
  ): Promise<readonly DayCount[]>;
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
