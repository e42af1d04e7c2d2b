import type { SourceId, StreamName, Tx } from '#base/contracts';
import type { Counts } from '../../counts.js';

/** Adds a batch to its stream's counts. What was sent has been read up: nobody can know what was not sent. */
export async function countPushed(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  counts: Counts,
  at: Date,
): Promise<void> {
  await tx.query(
    `update intake.checkpoint
        set version = version + 1,
            rows_read = rows_read + $3,
            rows_published = rows_published + $4,
            rows_repeated = rows_repeated + $5,
            bytes = bytes + $6,
            progress_at = $7,
            drained_at = $7,
            drained_until = $7
      where source = $1 and stream = $2`,
    [source, stream, counts.read, counts.published, counts.repeated, counts.bytes, at],
  );
}
