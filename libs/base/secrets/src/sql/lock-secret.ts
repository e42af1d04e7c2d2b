import type { Tx } from '#base/contracts';
import type { Grant } from '../grant.js';

/** A secret's grant and present version, its row locked for the length of the transaction; null when there is none of this name. */
export async function lockSecret(
  tx: Tx,
  name: string,
): Promise<(Grant & { readonly version: number }) | null> {
  const { rows } = await tx.query<Grant & { readonly version: number }>(
    `select region, department, access_right as right, granted_by as "grantedBy",
            to_char(valid_until, 'YYYY-MM-DD') as until, version
       from vault.secret
      where name = $1 and removed_at is null
        for update`,
    [name],
  );
  return rows[0] ?? null;
}
