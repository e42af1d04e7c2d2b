import type { SourceId, StreamName, Tx } from '#base/contracts';
import type { Counts } from '../counts.js';

/** Adds to a stream's counts what did not come by its own checkpoint, which does not move. */
export async function countStream(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  counts: Counts,
): Promise<void> {
  await tx.query(
    `update intake.checkpoint
        set rows_read = rows_read + $3, rows_published = rows_published + $4, rows_repeated = rows_repeated + $5,
            bytes = bytes + $6
      where source = $1 and stream = $2`,
    [source, stream, counts.read, counts.published, counts.repeated, counts.bytes],
  );
}
