import type { Clock } from '#base/contracts';
import { Vault, vaultPorts } from '#base/secrets';
import type { Settings } from '#base/settings';
import type { ReportStore } from '#libs/reporting';
import { VaultOffice } from './vault-office.js';

/** The office over the vault of the settings. */
export function openVaultOffice(
  settings: Pick<Settings, 'vault' | 'secrets'>,
  store: Pick<ReportStore, 'database'>,
  clock: Clock,
): VaultOffice {
  const vault = new Vault(vaultPorts(store.database, settings.vault, clock));
  return new VaultOffice(store, vault, settings.secrets.file, clock);
}
