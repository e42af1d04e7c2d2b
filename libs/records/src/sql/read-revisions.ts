import type { KindDefinition, RecordToPut, SourceId, Tx } from '#base/contracts';
import { arrayLiteral } from '#base/postgres';

/** The current revisions of keys that an upsert left alone: `case\nrow` → revision. */
export async function readRevisions(
  tx: Tx,
  kind: KindDefinition,
  source: SourceId,
  records: readonly RecordToPut[],
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await tx.query<{ case_no: string; row_key: string; revision: string }>(
    `select held.case_no, held.row_key, held.revision
       from unnest($2::text[], $3::text[]) as asked (case_no, row_key)
       join ${kind.table} held
         on held.source = $1 and held.case_no = asked.case_no and held.row_key = asked.row_key`,
    [
      source,
      arrayLiteral(records.map((put) => put.record.caseNumber)),
      arrayLiteral(records.map((put) => put.record.rowKey)),
    ],
  );
  return new Map(rows.map((row) => [`${row.case_no}\n${row.row_key}`, BigInt(row.revision)]));
}
