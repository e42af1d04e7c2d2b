import type { Queryable } from '#base/contracts';

/** The breaker of an interface that has failed: since when, and until when nobody asks. */
export interface Health {
  readonly downSince: Date;
  readonly openUntil: Date | null;
}

/** Null while an interface answers. */
export async function selectHealth(database: Queryable, id: string): Promise<Health | null> {
  const { rows } = await database.query<Health>(
    `select down_since as "downSince", open_until as "openUntil"
       from lookup.health
      where interface = $1 and down_since is not null`,
    [id],
  );
  return rows[0] ?? null;
}
