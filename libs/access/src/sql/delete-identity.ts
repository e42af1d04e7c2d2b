import type { Tx } from '#base/contracts';

/** Takes an account's subject from it; false where it had none. */
export async function deleteIdentity(tx: Tx, account: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from access.identity where account = $1', [account]);
  return rowCount === 1;
}
