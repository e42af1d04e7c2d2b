import type { Queryable } from '#base/contracts';
import type { ShelfRow } from './list-records.js';

/** Writes rows of the catalogue, no row twice; one that lies there in an earlier edition is changed. */
export async function putLicences(database: Queryable, rows: readonly ShelfRow[]): Promise<void> {
  await database.query(
    `insert into up_lic_data
     select * from jsonb_populate_recordset(null::up_lic_data, $1::jsonb)
     on conflict (certificate_source_id) do update
        set valid_end = excluded.valid_end,
            cd_time = excluded.cd_time,
            cd_operation = excluded.cd_operation
      where up_lic_data.cd_time < excluded.cd_time`,
    [JSON.stringify(rows.map(lowerCase))],
  );
}

function lowerCase(row: ShelfRow): ShelfRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
}
