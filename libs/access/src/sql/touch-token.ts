import type { Queryable } from '#base/contracts';

/** Notes that a token is used, at most once a minute. */
export async function touchToken(database: Queryable, id: string, at: Date): Promise<void> {
  await database.query(
    `update access.token set used_at = $2
      where id = $1 and (used_at is null or used_at < $2::timestamptz - interval '1 minute')`,
    [id, at],
  );
}
