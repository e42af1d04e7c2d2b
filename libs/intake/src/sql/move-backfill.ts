import type { Cursor, SourceId, Tx } from '#base/contracts';
import type { Counts } from '../counts.js';

/** A move of a backfill's checkpoint past a chunk, from the version its reader knows. */
export interface BackfillMove extends Counts {
  readonly id: string;
  readonly source: SourceId;
  readonly owner: string;
  readonly version: bigint;
  readonly cursor: Cursor | null;
  readonly cursorAt: Date | null;
  readonly left: number;
  readonly at: Date;
}

/** Compare-and-set, under a lease that still holds; a chunk that was under way when a person stopped the backfill still counts. */
export async function moveBackfill(tx: Tx, move: BackfillMove): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update intake.backfill
        set version = version + 1,
            cursor = $4::jsonb,
            cursor_at = coalesce($5, cursor_at),
            chunks = chunks + 1,
            rows_read = rows_read + $6,
            rows_published = rows_published + $7,
            rows_repeated = rows_repeated + $8,
            rows_left = rows_left + $9,
            moved_at = $10
      where id = $1 and version = $2
        and exists (select from intake.lease where source = $11 and owner = $3 and held_until > now())`,
    [
      move.id,
      move.version.toString(),
      move.owner,
      JSON.stringify(move.cursor),
      move.cursorAt,
      move.read,
      move.published,
      move.repeated,
      move.left,
      move.at,
      move.source,
    ],
  );
  return rowCount === 1;
}
