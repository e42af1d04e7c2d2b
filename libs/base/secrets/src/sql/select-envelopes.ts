import type { Queryable } from '#base/contracts';
import type { Envelope, Place } from '../envelope.js';

/** The present value of every secret that was not removed, still sealed. A value that is missing shows as an empty one and will not open. */
export async function selectEnvelopes(database: Queryable): Promise<readonly (Place & Envelope)[]> {
  const { rows } = await database.query<Place & Envelope>(
    `select s.name, s.version, coalesce(v.key_id, '') as "keyId",
            coalesce(v.ciphertext, '') as ciphertext, coalesce(v.wrapped_key, '') as "wrappedKey"
       from vault.secret s
       left join vault.secret_version v using (name, version)
      where s.removed_at is null
      order by s.name`,
  );
  return rows;
}
