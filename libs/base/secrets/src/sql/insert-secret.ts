import type { Tx } from '#base/contracts';
import type { Grant } from '../grant.js';

interface NewSecret extends Grant {
  readonly name: string;
  readonly at: Date;
  readonly by: string;
}

/** Enters a secret, or takes a removed one up again; answers the version its value gets, null when the name is in use. */
export async function insertSecret(tx: Tx, secret: NewSecret): Promise<number | null> {
  const { name, region, department, right, grantedBy, until, at, by } = secret;
  const { rows } = await tx.query<{ version: number }>(
    `insert into vault.secret as s
            (name, region, department, access_right, granted_by, valid_until,
             version, created_at, created_by, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $7, $8)
         on conflict (name) do update
        set region = excluded.region, department = excluded.department, access_right = excluded.access_right,
            granted_by = excluded.granted_by, valid_until = excluded.valid_until, version = s.version + 1,
            changed_at = excluded.changed_at, changed_by = excluded.changed_by, removed_at = null
      where s.removed_at is not null
     returning version`,
    [name, region, department, right, grantedBy, until, at, by],
  );
  return rows[0]?.version ?? null;
}
