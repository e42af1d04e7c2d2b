import type { Queryable } from '#base/contracts';
import type { SecretEntry } from '../grant.js';

/** Every secret that was not removed, without its value. A grant holds to the end of its last day in China. */
export async function selectEntries(database: Queryable): Promise<readonly SecretEntry[]> {
  const { rows } = await database.query<SecretEntry>(
    `select s.name, s.region, s.department, s.access_right as right, s.granted_by as "grantedBy",
            to_char(s.valid_until, 'YYYY-MM-DD') as until,
            ((s.valid_until + 1)::timestamp at time zone 'Asia/Shanghai') as "expiresAt",
            s.version, coalesce(v.made_at, s.changed_at) as "madeAt", coalesce(v.made_by, '') as "madeBy",
            coalesce(v.key_id, '') as "keyId"
       from vault.secret s
       left join vault.secret_version v using (name, version)
      where s.removed_at is null
      order by s.region, s.department, s.name`,
  );
  return rows;
}
