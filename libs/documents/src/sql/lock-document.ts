import type { Tx } from '#base/contracts';

/** Lets one person at a time remind of a document, until the transaction ends. */
export async function lockDocument(tx: Tx, document: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('document ' || $1, 0))`, [document]);
}
