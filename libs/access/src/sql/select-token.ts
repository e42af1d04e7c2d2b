import type { Queryable, Right, Role } from '#base/contracts';

/** What a valid token stands for. */
export interface TokenRow {
  readonly id: string;
  readonly digest: Buffer;
  readonly role: Role;
  readonly region: string | null;
  readonly department: string | null;
  readonly rights: readonly Right[];
}

/** Finds a token that is neither expired nor revoked. */
export async function selectToken(database: Queryable, id: string, at: Date): Promise<TokenRow | null> {
  const { rows } = await database.query<TokenRow>(
    `select id, digest, role, region, department, rights
       from access.token
      where id = $1 and revoked_at is null and expires_at > $2`,
    [id, at],
  );
  return rows[0] ?? null;
}
