import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { SnapshotRow } from '../../seen-row.js';

/** Remembers what was published of keys that were forgotten before; answers those that another batch has remembered meanwhile. */
export async function rememberPushed(
  tx: Tx,
  stream: number,
  rows: readonly SnapshotRow[],
): Promise<readonly string[]> {
  const { rows: remembered } = await tx.query<{ key: string }>(
    `insert into intake.snapshot (stream, row_key, case_no, hash, pass)
     select $1, w.*, 0
       from unnest($2::text[], $3::text[], $4::text[]::uuid[]) as w (row_key, case_no, hash)
      order by w.row_key
     on conflict (stream, row_key) do nothing
     returning row_key as key`,
    [
      stream,
      textArray(rows.map(({ key }) => key)),
      textArray(rows.map(({ caseNumber }) => caseNumber)),
      textArray(rows.map(({ digest }) => digest)),
    ],
  );
  const own = new Set(remembered.map(({ key }) => key));
  return rows.map(({ key }) => key).filter((key) => !own.has(key));
}
