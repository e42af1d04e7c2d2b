import type { Queryable, Role } from '#base/contracts';

/** The account behind a session. */
export interface SessionAccount {
  readonly name: string;
  readonly title: string;
  readonly role: Role;
  readonly region: string | null;
  readonly department: string | null;
  readonly mustChange: boolean;
}

/** Finds an open session and notes that it is used; null when it ended, idled too long, or its account is disabled. */
export async function touchSession(
  database: Queryable,
  digest: Buffer,
  at: Date,
  idleSince: Date,
): Promise<SessionAccount | null> {
  const { rows } = await database.query<SessionAccount>(
    `update access.session s
        set seen_at = greatest(s.seen_at, $2)
       from access.account a
      where s.digest = $1 and s.ends_at > $2 and s.seen_at > $3
        and a.name = s.account and a.disabled_at is null
     returning a.name, a.title, a.role, a.region, a.department, a.must_change and s.way = 'password' as "mustChange"`,
    [digest, at, idleSince],
  );
  return rows[0] ?? null;
}
