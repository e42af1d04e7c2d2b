import type { Queryable } from '#base/contracts';

/** Ends a token for good; false when there is none, or it already was. */
export async function revokeToken(database: Queryable, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await database.query(
    'update access.token set revoked_at = $2 where id = $1 and revoked_at is null',
    [id, at],
  );
  return rowCount === 1;
}
