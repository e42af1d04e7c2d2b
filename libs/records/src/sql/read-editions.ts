import type { KindDefinition, Queryable, RecordToPut, SourceId } from '#base/contracts';
import { textArray } from '#base/postgres';

/** Which edition of a key is held. */
export interface HeldEdition {
  readonly revision: bigint;
  readonly hash: string;
}

/** The editions held for the keys of the given records: `case\nrow` → edition. */
export async function readEditions(
  database: Queryable,
  kind: KindDefinition,
  source: SourceId,
  records: readonly RecordToPut[],
): Promise<ReadonlyMap<string, HeldEdition>> {
  const { rows } = await database.query<{
    readonly case_no: string;
    readonly row_key: string;
    readonly revision: string;
    readonly content_hash: string;
  }>(
    `select held.case_no, held.row_key, held.revision, held.content_hash
       from unnest($2::text[], $3::text[]) as asked (case_no, row_key)
      cross join lateral (
        select * from ${kind.table} x
         where x.source = $1 and x.case_no = asked.case_no and x.row_key = asked.row_key limit 1) held`,
    [
      source,
      textArray(records.map(({ record }) => record.caseNumber)),
      textArray(records.map(({ record }) => record.rowKey)),
    ],
  );
  return new Map(
    rows.map((row) => [
      `${row.case_no}\n${row.row_key}`,
      { revision: BigInt(row.revision), hash: row.content_hash },
    ]),
  );
}
