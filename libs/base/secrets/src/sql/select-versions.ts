import type { Queryable } from '#base/contracts';
import type { SecretVersion } from '../grant.js';

/** Every value a secret has had, newest first, those before a removal included. */
export async function selectVersions(database: Queryable, name: string): Promise<readonly SecretVersion[]> {
  const { rows } = await database.query<SecretVersion>(
    `select version, made_at as "madeAt", made_by as "madeBy", key_id as "keyId"
       from vault.secret_version
      where name = $1
      order by version desc`,
    [name],
  );
  return rows;
}
