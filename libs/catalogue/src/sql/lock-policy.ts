import type { Tx } from '#base/contracts';

const lockKey = 370_085_0004;

/** One loader at a time; the lock ends with the transaction. */
export async function lockPolicy(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [lockKey]);
}
