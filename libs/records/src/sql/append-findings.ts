import type { Finding, MappedRecord, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

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
       from unnest($3::text[], $4::text[], $5::text[], $6::text[]::bigint[], $7::text[], $8::text[],
                   $9::text[]) as incoming`,
    [
      source,
      seenAt.toISOString(),
      textArray(rows.map((row) => row.record.caseNumber)),
      textArray(rows.map((row) => row.record.kind)),
      textArray(rows.map((row) => row.record.rowKey)),
      textArray(rows.map((row) => row.record.revision)),
      textArray(rows.map((row) => row.finding.code)),
      textArray(rows.map((row) => row.finding.field)),
      textArray(rows.map((row) => row.finding.sentence)),
    ],
  );
}
