import type { Tx } from '#base/contracts';

/** Forgets rows whose deletion has been published. */
export async function deleteVanished(tx: Tx, stream: number, keys: readonly string[]): Promise<void> {
  await tx.query('delete from intake.snapshot where stream = $1 and row_key = any ($2::text[])', [
    stream,
    keys,
  ]);
}
