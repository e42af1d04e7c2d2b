import type { Queryable } from '#base/contracts';

/** How many failures in a row lock an account, and for how long. */
export interface LockRule {
  readonly failures: number;
  readonly lockMs: number;
}

/**
 * Counts a try before it is judged, so that tries at the same time cannot all pass; the last one allowed locks. Null when there is no such
 * account, or it is locked or disabled.
 */
export async function beginSignIn(
  database: Queryable,
  name: string,
  at: Date,
  { failures, lockMs }: LockRule,
): Promise<{ readonly password: string } | null> {
  const { rows } = await database.query<{ readonly password: string }>(
    `update access.account
        set failures = failures + 1,
            locked_until = case when failures + 1 >= $3 then $2::timestamptz + $4 * interval '1 ms' end
      where name = $1 and disabled_at is null and (locked_until is null or locked_until <= $2)
     returning password`,
    [name, at, failures, lockMs],
  );
  return rows[0] ?? null;
}
