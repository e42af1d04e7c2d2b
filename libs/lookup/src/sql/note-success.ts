import type { Queryable } from '#base/contracts';

/** Closes the breaker: the interface answers. */
export async function noteSuccess(database: Queryable, id: string): Promise<void> {
  await database.query(
    `update lookup.health set failures = 0, down_since = null, open_until = null
      where interface = $1 and failures > 0`,
    [id],
  );
}
