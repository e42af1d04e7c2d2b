import type { KindDefinition, RecordToPut, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** Marks records whose rows are gone from the source; answers the keys (`case\nrow`) that were not marked before. */
export async function markVanished(
  tx: Tx,
  kind: KindDefinition,
  source: SourceId,
  records: readonly RecordToPut[],
  seenAt: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ case_no: string; row_key: string }>(
    `update ${kind.table} held
        set removed = true, last_seen_at = $4::timestamptz
       from unnest($2::text[], $3::text[]) as gone (case_no, row_key)
      where held.source = $1 and held.case_no = gone.case_no and held.row_key = gone.row_key and not held.removed
      returning held.case_no, held.row_key`,
    [
      source,
      textArray(records.map((put) => put.record.caseNumber)),
      textArray(records.map((put) => put.record.rowKey)),
      seenAt.toISOString(),
    ],
  );
  return new Set(rows.map((row) => `${row.case_no}\n${row.row_key}`));
}
