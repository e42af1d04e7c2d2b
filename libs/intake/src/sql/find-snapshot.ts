import type { Queryable } from '#base/contracts';
import type { SnapshotRow } from '../seen-row.js';

/** What was last published of these keys. */
export async function findSnapshot(
  database: Queryable,
  stream: number,
  keys: readonly string[],
): Promise<readonly SnapshotRow[]> {
  const { rows } = await database.query<SnapshotRow>(
    `select row_key as key, case_no as "caseNumber", replace(hash::text, '-', '') as digest
       from intake.snapshot
      where stream = $1 and row_key = any ($2::text[])`,
    [stream, keys],
  );
  return rows;
}
