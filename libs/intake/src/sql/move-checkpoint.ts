import type { Cursor, SourceId, StreamName, Tx } from '#base/contracts';
import type { Counts } from '../counts.js';

/** A move of one stream's checkpoint, from the version the reader knows. */
export interface CheckpointMove extends Counts {
  readonly source: SourceId;
  readonly stream: StreamName;
  readonly owner: string;
  readonly version: bigint;
  readonly cursor: Cursor | null;
  readonly cursorAt: Date | null;
  readonly at: Date;
}

/** Compare-and-set: moves only from the known version and only under a lease that still holds; null when it did not move, else whether the stream is held. A null cursor leaves the place and adds the counts. */
export async function moveCheckpoint(
  tx: Tx,
  move: CheckpointMove,
): Promise<{ readonly held: boolean } | null> {
  const { rows } = await tx.query<{ held: boolean }>(
    `update intake.checkpoint
        set version = version + 1,
            cursor = coalesce($5::jsonb, cursor),
            cursor_at = case when $5::jsonb is null then cursor_at else $6 end,
            rows_read = rows_read + $7,
            rows_published = rows_published + $8,
            rows_repeated = rows_repeated + $9,
            rows_vanished = rows_vanished + $10,
            bytes = bytes + $11,
            progress_at = $12
      where source = $1 and stream = $2 and version = $3
        and exists (select from intake.lease where source = $1 and owner = $4 and held_until > now())
  returning exists (select from ops.fuse where source = $1 and stream = $2 and held_at is not null) as held`,
    [
      move.source,
      move.stream,
      move.version.toString(),
      move.owner,
      move.cursor === null ? null : JSON.stringify(move.cursor),
      move.cursorAt,
      move.read,
      move.published,
      move.repeated,
      move.vanished,
      move.bytes,
      move.at,
    ],
  );
  return rows[0] ?? null;
}
