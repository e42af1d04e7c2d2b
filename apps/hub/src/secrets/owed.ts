import { listSecrets, type SecretEntry, type Secrets } from '#base/secrets';
import type { Queryable } from '#base/contracts';
import { readSourceSecrets, type SourceSecret } from '#libs/reporting';

/** A secret that a source needs and the vault has not: either nowhere, or in the secrets file, without a word on who granted it. */
export interface Owed extends SourceSecret {
  readonly inFile: boolean;
}

/** What departments have granted, and what the sources that are not retired still lack. */
export async function readGrants(
  database: Queryable,
  file: Secrets,
): Promise<{ readonly granted: readonly SecretEntry[]; readonly owed: readonly Owed[] }> {
  const granted = await listSecrets(database);
  const names = new Set(granted.map(({ name }) => name));
  const needed = await readSourceSecrets(database);
  const owed = needed
    .filter(({ secret }) => !names.has(secret))
    .map((each) => ({ ...each, inFile: file.has(each.secret) }));
  return { granted, owed };
}
