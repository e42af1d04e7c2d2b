import type { CaseNumber, SourceId, Tx } from '#base/contracts';

/** Takes the wish back: it is being fulfilled, or cannot be now. */
export async function forgetAsking(tx: Tx, source: SourceId, cases: readonly CaseNumber[]): Promise<void> {
  await tx.query(
    'update feedback.withheld set asked_at = null, asked_by = null where source = $1 and case_no = any ($2::text[])',
    [source, cases],
  );
}

/** Cases of one source that a person wants told; up to `most` rows of them stay locked until the commit. */
export async function claimAsked(
  tx: Tx,
  most: number,
): Promise<{ readonly source: SourceId; readonly cases: readonly CaseNumber[] } | null> {
  const { rows } = await tx.query<{ source: SourceId; case_no: CaseNumber }>(
    `select source, case_no
       from feedback.withheld
      where asked_at is not null
        and source = (select source from feedback.withheld where asked_at is not null order by source limit 1)
      order by case_no
      limit $1
        for update skip locked`,
    [most],
  );
  const [first] = rows;
  if (first === undefined) return null;
  return { source: first.source, cases: [...new Set(rows.map((row) => row.case_no))] };
}
