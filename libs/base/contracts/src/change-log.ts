import type { StreamName } from './ids.js';
import type { RawRow } from './raw-row.js';
import type { StreamDefinition } from './source.js';

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

/** Our mark in a change log that nobody follows at the moment; as in `LogStanding`. */
export type LogMark = Pick<LogStanding, 'retainedBytes' | 'warning' | 'dropped'>;

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
  /** Looks at our mark without making one, and gives it up where the source keeps back more for it than was agreed; null where there is none. */
  look(): Promise<LogMark | null>;
  /** Takes our mark out of the log: the source is followed no more. */
  leave(): Promise<void>;
  /** The earlier of two places. */
  earlier(left: string, right: string): string;
}
