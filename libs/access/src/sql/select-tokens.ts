import type { Queryable, Right, Role } from '#base/contracts';

/** A token as lists show it: never its secret. */
export interface Token {
  readonly id: string;
  readonly title: string;
  readonly role: Role;
  readonly region: string | null;
  readonly department: string | null;
  readonly rights: readonly Right[];
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly usedAt: Date | null;
}

/** Every token, the newest first. */
export async function selectTokens(database: Queryable): Promise<readonly Token[]> {
  const { rows } = await database.query<Token>(
    `select id, title, role, region, department, rights, issued_at as "issuedAt", issued_by as "issuedBy",
            expires_at as "expiresAt", revoked_at as "revokedAt", used_at as "usedAt"
       from access.token
      order by issued_at desc, id`,
  );
  return rows;
}
