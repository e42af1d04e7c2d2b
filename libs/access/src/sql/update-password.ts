import type { Queryable } from '#base/contracts';

/** Replaces a password and lifts a lock. `mustChange` says that it was given by somebody else. False when there is no such account. */
export async function updatePassword(
  database: Queryable,
  name: string,
  change: { readonly password: string; readonly mustChange: boolean; readonly at: Date },
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update access.account
        set password = $2, must_change = $3, password_at = $4, failures = 0, locked_until = null
      where name = $1`,
    [name, change.password, change.mustChange, change.at],
  );
  return rowCount === 1;
}
