import type { SourceId, StreamName, Tx } from '#base/contracts';
import type { DeclaredDifference } from '../drift/compare-declared.js';

/** Closes what a declaration showed and shows no longer. */
export async function withdrawDeclared(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  still: readonly DeclaredDifference[],
  at: Date,
): Promise<void> {
  await tx.query(
    `update intake.drift
        set state = 'withdrawn', settled_at = $4
      where source = $1 and stream = $2 and state = 'open'
        and (declared_before is not null or declared_after is not null)
        and kind || ' ' || col <> all ($3::text[])`,
    [source, stream, still.map(({ kind, column }) => `${kind} ${column}`), at],
  );
}
