import type { Queryable } from '#base/contracts';

/** Takes an account out of use or back into it; false when there is none, or it already was. */
export async function disableAccount(database: Queryable, name: string, at: Date | null): Promise<boolean> {
  const { rowCount } = await database.query(
    'update access.account set disabled_at = $2 where name = $1 and (disabled_at is null) = ($2::timestamptz is not null)',
    [name, at],
  );
  return rowCount === 1;
}
