import type { Queryable } from '#base/contracts';

/** Whether anything lies in the catalogue. */
export async function hasLicences(database: Queryable): Promise<boolean> {
  const { rows } = await database.query('select 1 from up_lic_data limit 1');
  return rows.length > 0;
}
