import type { CaseNumber, SourceId, Tx } from '#base/contracts';

/** Takes the wish back: it is being fulfilled, or cannot be now. */
export async function forgetAsking(tx: Tx, source: SourceId, cases: readonly CaseNumber[]): Promise<void> {
  await tx.query(
    'update feedback.withheld set asked_at = null, asked_by = null where source = $1 and case_no = any ($2::text[])',
    [source, cases],
  );
}

/** Cases of one source that a person wants told, up to so many; nothing is locked yet. */
export async function readAsked(
  tx: Tx,
  most: number,
): Promise<{ readonly source: SourceId; readonly cases: readonly CaseNumber[] } | null> {
  const { rows } = await tx.query<{ source: SourceId; case_no: CaseNumber }>(
    `select distinct source, case_no
       from feedback.withheld
      where asked_at is not null
        and source = (select source from feedback.withheld where asked_at is not null order by source limit 1)
      order by case_no
      limit $1`,
    [most],
  );
  const [first] = rows;
  return first === undefined ? null : { source: first.source, cases: rows.map((row) => row.case_no) };
}
