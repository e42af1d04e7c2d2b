import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { SnapshotRow } from '../seen-row.js';

/** Marks every row of a page as met in this pass, with the content it has now; no row may occur twice. */
export async function putSnapshot(
  tx: Tx,
  stream: number,
  pass: bigint,
  rows: readonly SnapshotRow[],
): Promise<void> {
  await tx.query(
    `insert into intake.snapshot (stream, row_key, case_no, hash, pass)
     select $1, w.*, $2 from unnest($3::text[], $4::text[], $5::text[]::uuid[]) as w (row_key, case_no, hash)
     on conflict (stream, row_key) do update
        set case_no = excluded.case_no, hash = excluded.hash, pass = excluded.pass`,
    [
      stream,
      pass.toString(),
      textArray(rows.map(({ key }) => key)),
      textArray(rows.map(({ caseNumber }) => caseNumber)),
      textArray(rows.map(({ digest }) => digest)),
    ],
  );
}
