import type { CaseNumber, SourceId, Tx } from '#base/contracts';

/**
 * Locks all that was withheld of the cases in the one order, after the cases themselves; answers those of which a person wants something
 * told. Asking, telling on purpose and a live change so go one after the other.
 */
export async function lockWithheld(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
): Promise<readonly CaseNumber[]> {
  const { rows } = await tx.query<{ readonly case_no: CaseNumber; readonly asked: boolean }>(
    `select case_no, asked_at is not null as asked
       from feedback.withheld
      where source = $1 and case_no = any ($2::text[])
      order by case_no, region, department, kind
        for update`,
    [source, cases],
  );
  return [...new Set(rows.flatMap((row) => (row.asked ? [row.case_no] : [])))];
}
