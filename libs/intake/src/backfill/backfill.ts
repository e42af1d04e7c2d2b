import type { Cursor, SourceId, StreamName } from '#base/contracts';

/** The part of a stream that is read again: between two instants of its cursor column, or two values of its first key column; both ends included. */
export type BackfillRange =
  | { readonly by: 'time'; readonly from: Date; readonly to: Date }
  | { readonly by: 'key'; readonly from: string; readonly to: string };

/** Asked for, being read, stopped by a person, read to its end, or given up with a reason. */
export type BackfillState = 'requested' | 'running' | 'stopped' | 'done' | 'failed';

/** What somebody asks for. */
export interface BackfillRequest {
  readonly source: SourceId;
  readonly stream: StreamName;
  readonly range: BackfillRange;
  readonly rowsPerSecond: number;
  /** Departments shall be told afterwards, once the count has been seen. */
  readonly tell: boolean;
  readonly by: string;
  /** Null where nobody was asked why. */
  readonly why: string | null;
  readonly at: Date;
}

/** A backfill as the one who works on it knows it. */
export interface OpenBackfill {
  readonly id: string;
  readonly stream: StreamName;
  readonly range: BackfillRange;
  readonly rowsPerSecond: number;
  readonly state: BackfillState;
  /** Rows of this instant or later belong to the live reading, which looks back so far by itself; null before the first chunk. */
  readonly liveFrom: Date | null;
  readonly cursor: Cursor | null;
  readonly version: bigint;
}
