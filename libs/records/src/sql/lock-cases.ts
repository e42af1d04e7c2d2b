import type { CaseNumber, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/**
 * Locks cases until the transaction ends, those that nobody is at; answers which. Whoever decides about a case holds its row first and what
 * was withheld of it afterwards: one order for everybody.
 */
export async function lockFreeCases(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
): Promise<readonly CaseNumber[]> {
  const { rows } = await tx.query<{ readonly case_no: CaseNumber }>(`${statement} skip locked`, [
    source,
    textArray(cases),
  ]);
  return rows.map(({ case_no: number }) => number);
}

/** The same, waiting for whoever is at one. Records that are put lock their cases by themselves. */
export async function lockCases(tx: Tx, source: SourceId, cases: readonly CaseNumber[]): Promise<void> {
  await tx.query(statement, [source, textArray(cases)]);
}

const statement = `
  select case_no from unified.case_status
   where source = $1 and case_no = any ($2::text[])
   order by case_no
     for update`;
