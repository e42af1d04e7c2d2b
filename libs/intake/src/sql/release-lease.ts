import type { Queryable, SourceId } from '#base/contracts';

/** Gives a source back, if this owner still holds it. */
export async function releaseLease(database: Queryable, owner: string, source: SourceId): Promise<void> {
  await database.query('delete from intake.lease where source = $1 and owner = $2', [source, owner]);
}
