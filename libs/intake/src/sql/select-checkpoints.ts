import type { Cursor, Queryable, SourceId, StreamName } from '#base/contracts';

/** How far a stream has been read, as stored. */
export interface Checkpoint {
  readonly stream: StreamName;
  /** The stream's number in the tables of what was seen. */
  readonly number: number;
  readonly cursor: Cursor | null;
  readonly cursorAt: Date | null;
  readonly version: bigint;
  readonly pass: bigint;
  readonly drainedUntil: Date | null;
  /** Rows older than this belong to the first load; null before it began, and where it was over before there was such an instant. */
  readonly tellFrom: Date | null;
  /** When late rows were looked for last, and the first day that was not over then; null before. */
  readonly lateLookedAt: Date | null;
  readonly lateFrom: string | null;
}

interface Row {
  readonly stream: StreamName;
  readonly number: number;
  readonly cursor: Cursor | null;
  readonly cursor_at: Date | null;
  readonly version: string;
  readonly pass: string;
  readonly drained_until: Date | null;
  readonly tell_from: Date | null;
  readonly late_looked_at: Date | null;
  readonly late_from: string | null;
}

/** The checkpoints of a source's streams. */
export async function selectCheckpoints(
  database: Queryable,
  source: SourceId,
): Promise<readonly Checkpoint[]> {
  const { rows } = await database.query<Row>(
    `select stream, number, cursor, cursor_at, version, pass, drained_until, tell_from, late_looked_at, late_from
       from intake.checkpoint
      where source = $1`,
    [source],
  );
  return rows.map((row) => ({
    stream: row.stream,
    number: row.number,
    cursor: row.cursor,
    cursorAt: row.cursor_at,
    version: BigInt(row.version),
    pass: BigInt(row.pass),
    drainedUntil: row.drained_until,
    tellFrom: row.tell_from,
    lateLookedAt: row.late_looked_at,
    lateFrom: row.late_from,
  }));
}
