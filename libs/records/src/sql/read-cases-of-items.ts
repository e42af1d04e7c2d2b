import type { CaseNumber, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** Those of the given cases whose item goes by one of the codes. */
export async function readCasesOfItems(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
  codes: readonly string[],
): Promise<readonly CaseNumber[]> {
  const { rows } = await tx.query<{ readonly case_no: CaseNumber }>(statement, [
    source,
    textArray(cases),
    textArray(codes),
  ]);
  return rows.map((row) => row.case_no);
}

const statement = `
  select case_no
    from unified.case_status
   where source = $1 and case_no = any ($2::text[]) and item_codes && $3::text[]`;
