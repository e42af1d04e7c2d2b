import type { SourceId, Tx } from '#base/contracts';

/** Notes that the configuration no longer has a source. */
export async function markRemoved(tx: Tx, id: SourceId, at: Date): Promise<void> {
  await tx.query('update intake.source set removed_at = $2 where id = $1', [id, at]);
}
