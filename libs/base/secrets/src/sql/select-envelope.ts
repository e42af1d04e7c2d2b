import type { Queryable } from '#base/contracts';
import type { Envelope, Place } from '../envelope.js';

/** One value of a secret, still sealed; null when there is no such version or it was shredded. */
export async function selectEnvelope(
  database: Queryable,
  { name, version }: Place,
): Promise<Envelope | null> {
  const { rows } = await database.query<Envelope>(
    `select key_id as "keyId", ciphertext, wrapped_key as "wrappedKey"
       from vault.secret_version
      where name = $1 and version = $2 and ciphertext is not null`,
    [name, version],
  );
  return rows[0] ?? null;
}
