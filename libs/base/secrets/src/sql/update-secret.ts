import type { Tx } from '#base/contracts';

interface ChangedSecret {
  readonly name: string;
  readonly grantedBy: string;
  readonly until: string | null;
  readonly version: number;
  readonly at: Date;
  readonly by: string;
}

export async function updateSecret(tx: Tx, secret: ChangedSecret): Promise<void> {
  const { name, grantedBy, until, version, at, by } = secret;
  await tx.query(
    `update vault.secret
        set granted_by = $2, valid_until = $3, version = $4, changed_at = $5, changed_by = $6
      where name = $1`,
    [name, grantedBy, until, version, at, by],
  );
}
