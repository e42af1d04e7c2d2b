import type { Tx } from '#base/contracts';
import type { Place, WrappedKey } from '../envelope.js';

export async function updateWrappedKey(tx: Tx, renewed: Place & WrappedKey): Promise<void> {
  await tx.query(
    'update vault.secret_version set key_id = $3, wrapped_key = $4 where name = $1 and version = $2',
    [renewed.name, renewed.version, renewed.keyId, renewed.wrappedKey],
  );
}
