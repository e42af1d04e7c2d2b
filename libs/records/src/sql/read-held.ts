import type { KindDefinition, Position, RecordToPut, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** What the table holds for a key: its revision, and the raw message it came from. */
export interface HeldRow extends Position {
  readonly revision: bigint;
}

/** The rows now held for the keys of the given records: `case\nrow` → row. */
export async function readHeld(
  tx: Tx,
  kind: KindDefinition,
  source: SourceId,
  records: readonly RecordToPut[],
): Promise<ReadonlyMap<string, HeldRow>> {
  const { rows } = await tx.query<{
    case_no: string;
    row_key: string;
    revision: string;
    topic: string;
    partition: number;
    record_offset: string;
  }>(
    `select held.case_no, held.row_key, held.revision, held.topic, held.partition, held.record_offset
       from unnest($2::text[], $3::text[]) as asked (case_no, row_key)
      cross join lateral (
        select * from ${kind.table} x
         where x.source = $1 and x.case_no = asked.case_no and x.row_key = asked.row_key limit 1) held`,
    [
      source,
      textArray(records.map((put) => put.record.caseNumber)),
      textArray(records.map((put) => put.record.rowKey)),
    ],
  );
  return new Map(
    rows.map((row) => [
      `${row.case_no}\n${row.row_key}`,
      {
        revision: BigInt(row.revision),
        topic: row.topic,
        partition: row.partition,
        offset: BigInt(row.record_offset),
      },
    ]),
  );
}
