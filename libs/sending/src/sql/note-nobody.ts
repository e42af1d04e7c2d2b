import type { CaseNumber, ItemCode, RegionCode, SourceId, Tx } from '#base/contracts';

/** A granted case that no clause names a recipient for; `reason` is a Chinese sentence. */
export interface NobodyToTell {
  readonly caseNumber: CaseNumber;
  readonly item: ItemCode;
  readonly region: RegionCode;
  readonly reason: string;
  readonly decidedAt: Date | null;
}

/** Lists cases nobody has to be told of; the latest reason stands, one row a case. */
export async function noteNobody(
  tx: Tx,
  source: SourceId,
  rows: readonly NobodyToTell[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into feedback.nobody_to_tell (source, noted_at, case_no, item, region, reason, decided_at)
     select $1, $2::timestamptz, noted.*
       from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[]) as noted
         on conflict (source, case_no) do update
        set item = excluded.item, region = excluded.region, reason = excluded.reason,
            decided_at = excluded.decided_at, noted_at = excluded.noted_at`,
    [
      source,
      at,
      rows.map((row) => row.caseNumber),
      rows.map((row) => row.item),
      rows.map((row) => row.region),
      rows.map((row) => row.reason),
      rows.map((row) => row.decidedAt),
    ],
  );
}

/** Takes cases off the list: somebody has been told of them meanwhile. */
export async function forgetNobody(tx: Tx, source: SourceId, cases: readonly CaseNumber[]): Promise<void> {
  if (cases.length === 0) return;
  await tx.query('delete from feedback.nobody_to_tell where source = $1 and case_no = any($2::text[])', [
    source,
    cases,
  ]);
}
