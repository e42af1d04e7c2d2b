import { randomBytes } from 'node:crypto';
import type { Clock } from '#base/contracts';
import { keyReader, Vault } from '#base/secrets';
import type { Settings } from '#base/settings';
import type { ReportStore } from '#libs/reporting';
import { VaultOffice } from './vault-office.js';

/** The office over the vault of the settings; its key is read when a value goes in. */
export function openVaultOffice(
  settings: Pick<Settings, 'vault' | 'secrets'>,
  store: Pick<ReportStore, 'database'>,
  clock: Clock,
): VaultOffice {
  const vault = new Vault({
    database: store.database,
    keys: keyReader(settings.vault),
    clock,
    random: randomBytes,
  });
  return new VaultOffice(store, vault, settings.secrets.file);
}
