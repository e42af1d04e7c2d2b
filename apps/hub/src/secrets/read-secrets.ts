import { HubError } from '#base/contracts';
import { Database } from '#base/postgres';
import { namesKey, openSecrets, openVaultSecrets, type Secrets } from '#base/secrets';
import type { Settings } from '#base/settings';

/** What this command may know: the vault where its key is given, then the secrets file. Throws HUB_SETTINGS_INVALID when there is neither. */
export async function readSecrets(settings: Settings): Promise<Secrets> {
  const { secrets, vault, database } = settings;
  if (namesKey(vault) && database.url !== '') return readVault(settings);
  if (secrets.file !== '') return openSecrets(secrets.file);
  throw new HubError(
    'HUB_SETTINGS_INVALID',
    '需要密钥：请设置密钥库（DATABASE_URL 与 HUB_VAULT_KEY 等）或密钥文件（HUB_SECRETS_FILE）。',
    { variable: 'HUB_SECRETS_FILE' },
  );
}

async function readVault(settings: Settings): Promise<Secrets> {
  const database = new Database({
    url: settings.database.url,
    maxConnections: 1,
    applicationName: 'hub secrets',
  });
  try {
    const secrets = openVaultSecrets(database, settings);
    await secrets.refresh();
    return secrets;
  } finally {
    await database.close();
  }
}
