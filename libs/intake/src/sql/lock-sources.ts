import type { Tx } from '#base/contracts';

const lockKey = 370_085_0010;

/** One change of the definitions at a time; the lock ends with the transaction. */
export async function lockSources(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [lockKey]);
}
