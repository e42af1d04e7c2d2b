import type { Finding, MappedRecord, SourceId, Tx } from '#base/contracts';
import { arrayLiteral } from '#base/postgres';

/** A doubt and the record it is about. */
export interface FindingRow {
  readonly record: MappedRecord;
  readonly finding: Finding;
}

/** Appends quality findings. */
export async function appendFindings(
  tx: Tx,
  source: SourceId,
  rows: readonly FindingRow[],
  seenAt: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into unified.finding (source, seen_at, case_no, kind, row_key, revision, code, field, sentence)
     select $1, $2::timestamptz, incoming.*
       from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[]) as incoming`,
    [
      source,
      seenAt.toISOString(),
      arrayLiteral(rows.map((row) => row.record.caseNumber)),
      arrayLiteral(rows.map((row) => row.record.kind)),
      arrayLiteral(rows.map((row) => row.record.rowKey)),
      arrayLiteral(rows.map((row) => row.record.revision)),
      arrayLiteral(rows.map((row) => row.finding.code)),
      arrayLiteral(rows.map((row) => row.finding.field)),
      arrayLiteral(rows.map((row) => row.finding.sentence)),
    ],
  );
}
