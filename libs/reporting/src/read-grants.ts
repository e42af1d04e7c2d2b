import type { Queryable } from '#base/contracts';
import { listSecrets, type SecretEntry, type Secrets } from '#base/secrets';
import { selectSourceSecrets, type SourceSecret } from './sql/select-source-secrets.js';

/** A secret that a source needs and the vault has not: either nowhere, or in the secrets file, without a word on who granted it. */
export interface Owed extends SourceSecret {
  readonly inFile: boolean;
}

/** What departments have granted, without any value, and what the sources that are not retired still lack. */
export interface Grants {
  readonly granted: readonly SecretEntry[];
  readonly owed: readonly Owed[];
}

/** Reads both from the vault; `file` is the secrets file beside it. */
export async function readGrants(database: Queryable, file: Secrets): Promise<Grants> {
  const granted = await listSecrets(database);
  const names = new Set(granted.map(({ name }) => name));
  const needed = await selectSourceSecrets(database);
  const owed = needed
    .filter(({ secret }) => !names.has(secret))
    .map((each) => ({ ...each, inFile: file.has(each.secret) }));
  return { granted, owed };
}
