import type { CaseNumber, MessageKind, SourceId, Tx } from '#base/contracts';
import { toToldRow, type ToldMessageRow, type ToldRow } from './read-told.js';

/** A message that was decided and not written, as it stands now. */
export interface WithheldRow extends ToldMessageRow {
  readonly reason: string;
}

/** What was withheld of the given cases, of the given kinds. The rows stay locked, so that telling on purpose and a live change go one after the other. */
export async function readWithheld(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
  kinds: readonly MessageKind[],
): Promise<readonly WithheldRow[]> {
  if (cases.length === 0) return [];
  const { rows } = await tx.query<ToldRow & { readonly reason: string }>(
    `select case_no, message_id as id, region, department, kind, body, clause_id,
            clause_version, reason
       from feedback.withheld
      where source = $1 and case_no = any ($2::text[]) and kind = any ($3::text[])
      order by case_no, region, department, kind
        for update`,
    [source, cases, kinds],
  );
  return rows.map((row) => ({ ...toToldRow(row), reason: row.reason }));
}
