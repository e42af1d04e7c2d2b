import type { Tx } from '#base/contracts';

/** Marks a secret as removed and shreds every value it has had; answers whether there was one of this name. */
export async function removeSecret(tx: Tx, name: string, at: Date, by: string): Promise<boolean> {
  const { rows } = await tx.query<{ removed: boolean }>(
    `with gone as (
       update vault.secret set removed_at = $2, changed_at = $2, changed_by = $3
        where name = $1 and removed_at is null
       returning name
     ), shredded as (
       update vault.secret_version v set ciphertext = null, key_id = null, wrapped_key = null, shredded_at = $2
         from gone
        where v.name = gone.name and v.ciphertext is not null
       returning v.version
     )
     select exists (select from gone) as removed, (select count(*) from shredded) as shredded`,
    [name, at, by],
  );
  return rows[0]?.removed === true;
}
