import type { Tx } from '#base/contracts';

/** Drops the answers that were sealed under another key than this one; answers how many. */
export async function deleteFormer(tx: Tx, keyId: string): Promise<number> {
  const { rowCount } = await tx.query('delete from lookup.answer where key_id <> $1', [keyId]);
  return rowCount;
}
