import type { Queryable, Role } from '#base/contracts';

/** An account as lists show it. */
export interface Account {
  readonly name: string;
  readonly title: string;
  readonly role: Role;
  readonly region: string | null;
  readonly department: string | null;
  readonly mustChange: boolean;
  readonly lockedUntil: Date | null;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly passwordAt: Date;
  readonly signedInAt: Date | null;
  /** Who it is at the identity provider; null where it signs in with its password alone. */
  readonly subject: string | null;
}

/** Every account by name. */
export async function selectAccounts(database: Queryable): Promise<readonly Account[]> {
  const { rows } = await database.query<Account>(
    `select name, title, role, region, department, must_change as "mustChange", locked_until as "lockedUntil",
            disabled_at as "disabledAt", created_at as "createdAt", created_by as "createdBy",
            password_at as "passwordAt", signed_in_at as "signedInAt", subject
       from access.account
       left join access.identity on account = name
      order by name`,
  );
  return rows;
}
