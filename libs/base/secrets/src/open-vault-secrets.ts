import type { Queryable } from '#base/contracts';
import { keyReader, type KeySettings } from './key-source.js';
import { openSecrets } from './secrets.js';
import { VaultSecrets } from './vault-secrets.js';

/** Opens what a process may know, the vault before the file. A process without the vault's key runs, and says so when a secret is asked for. */
export function openVaultSecrets(
  database: Queryable,
  { secrets, vault }: { readonly secrets: { readonly file: string }; readonly vault: KeySettings },
): VaultSecrets {
  return new VaultSecrets(database, keyReader(vault), openSecrets(secrets.file));
}
