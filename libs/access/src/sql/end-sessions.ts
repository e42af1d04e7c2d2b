import type { Queryable } from '#base/contracts';

/** Ends every session of an account, but the one with this digest. */
export async function endSessions(
  database: Queryable,
  account: string,
  but: Buffer | null = null,
): Promise<void> {
  await database.query(
    'delete from access.session where account = $1 and ($2::bytea is null or digest <> $2)',
    [account, but],
  );
}
