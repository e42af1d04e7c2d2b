import { HubError, type Queryable } from '#base/contracts';
import { openVaultSecrets } from '#base/secrets';
import type { Settings } from '#base/settings';
import { FolderStore, S3Store, type ContentStore } from '#libs/documents';

/** The store of attachments that the settings name. The keys of an object store lie in the vault or the secrets file, and are read when they are needed. */
export function openStore(
  database: Queryable,
  settings: Pick<Settings, 'documents' | 'vault' | 'secrets'>,
): ContentStore {
  const { documents } = settings;
  if (documents.store === 'folder') return new FolderStore(documents.folder);
  const { s3Endpoint: endpoint, s3Bucket: bucket, s3Region: region } = documents;
  if (endpoint === '' || bucket === '')
    throw new HubError(
      'HUB_SETTINGS_INVALID',
      'documents.store 为 s3 时，须同时配置 s3Endpoint 与 s3Bucket。',
      {
        setting: 'documents.store',
      },
    );
  const known = openVaultSecrets(database, settings);
  return new S3Store({ endpoint, bucket, region }, async () => {
    await known.refresh();
    return {
      accessKeyId: known.secret('documents.s3.access-key'),
      secretAccessKey: known.secret('documents.s3.secret-key'),
    };
  });
}
