import type { SourceId, StreamName, Tx } from '#base/contracts';

/** Closes what went away by itself: columns that were gone and are seen again. */
export async function withdrawDrift(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  present: readonly string[],
  at: Date,
): Promise<void> {
  await tx.query(
    `update intake.drift
        set state = 'withdrawn', settled_at = $4
      where source = $1 and stream = $2 and state = 'open' and kind in ('missing', 'renamed')
        and seen_at < $4 and col = any ($3::text[])`,
    [source, stream, present, at],
  );
}
