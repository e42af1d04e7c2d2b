export { noSecrets, openSecrets, type Secrets } from './secrets.js';
export { VaultSecrets } from './vault-secrets.js';
export { Vault, type NewTerms, type VaultPorts } from './vault.js';
export { rewrapKeys, type Rewrapped } from './rewrap-keys.js';
export { keyReader, namesKey } from './key-source.js';
export { selectEntries as listSecrets } from './sql/select-entries.js';
export { rights, type Deed, type Right, type SecretEntry, type SecretVersion } from './grant.js';
export { daysLeft, expiryStage, type ExpiryStage } from './expiry.js';
