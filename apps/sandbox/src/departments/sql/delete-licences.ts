import type { Queryable } from '#base/contracts';

/** Deletes rows of the catalogue by their own numbers. */
export async function deleteLicences(database: Queryable, numbers: readonly string[]): Promise<void> {
  await database.query('delete from up_lic_data where certificate_source_id = any ($1::text[])', [numbers]);
}
