import type { CaseNumber } from './ids.js';
import type { StreamDefinition } from './source.js';

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
  /** `keyset` only: read the rows whose cursor column is empty or holds a value that stands for none, and no others. Without it they are left out. */
  readonly undated?: boolean;
  /** `keyset` only: read the rows whose first key column lies in this range, both ends included, in key order whatever their time. */
  readonly keys?: { readonly from: string; readonly to: string };
  /** `keyset` only: read the rows whose cursor prints this day, `YYYY-MM-DD`, in cursor order. */
  readonly day?: string;
  readonly until: Date | null;
  readonly pageSize: number;
  /** A look at so many rows: the source is asked for no more than this, not even ahead of time. Where a service decides on page or file sizes itself, one page of it is the least. */
  readonly most?: number;
}
