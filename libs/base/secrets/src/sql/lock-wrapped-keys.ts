import type { Tx } from '#base/contracts';
import type { Place, WrappedKey } from '../envelope.js';

/** Some data keys after a place that are wrapped by another key than `keyId`, their rows locked; readers are not kept waiting. */
export async function lockWrappedKeys(
  tx: Tx,
  keyId: string,
  after: Place,
  limit: number,
): Promise<readonly (Place & WrappedKey)[]> {
  const { rows } = await tx.query<Place & WrappedKey>(
    `select name, version, key_id as "keyId", wrapped_key as "wrappedKey"
       from vault.secret_version
      where key_id <> $1 and (name, version) > ($2, $3)
      order by name, version
      limit $4
        for update`,
    [keyId, after.name, after.version, limit],
  );
  return rows;
}
