import type { Queryable } from '#base/contracts';

/** A try that succeeded: nothing is counted any more. */
export async function settleSignIn(database: Queryable, name: string, at: Date): Promise<void> {
  await database.query(
    'update access.account set failures = 0, locked_until = null, signed_in_at = $2 where name = $1',
    [name, at],
  );
}
