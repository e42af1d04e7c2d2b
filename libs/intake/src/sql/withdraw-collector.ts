import type { Queryable } from '#base/contracts';

/** Says that this collector is leaving, so that the others take its share at once. */
export async function withdrawCollector(database: Queryable, owner: string): Promise<void> {
  await database.query('delete from intake.collector where owner = $1', [owner]);
}
