import type { Tx } from '#base/contracts';
import type { Envelope, Place } from '../envelope.js';

interface NewVersion extends Place, Envelope {
  readonly at: Date;
  readonly by: string;
}

export async function insertVersion(tx: Tx, made: NewVersion): Promise<void> {
  await tx.query(
    `insert into vault.secret_version (name, version, ciphertext, key_id, wrapped_key, made_at, made_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [made.name, made.version, made.ciphertext, made.keyId, made.wrappedKey, made.at, made.by],
  );
}
