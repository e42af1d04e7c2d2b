import type { BreachKind, CaseRef, PenaltyRecord, SourceId, Tx } from '#base/contracts';

interface Row {
  readonly source: SourceId;
  readonly kind: BreachKind;
  readonly number: string;
  readonly row_key: string;
  readonly decision_no: string;
  readonly agency_uscc: string | null;
  readonly agency_name: string | null;
  readonly holder_id: string | null;
  readonly holder_name: string | null;
  readonly cases: readonly CaseRef[];
}

/**
 * The records by which bureaus heard of penalty decisions under these document numbers. Until the commit nobody else decides about them: two
 * sources may bring the same decision at the same time.
 */
export async function readToldDecisions(
  tx: Tx,
  numbers: readonly string[],
): Promise<readonly PenaltyRecord[]> {
  if (numbers.length === 0) return [];
  const apart = [...new Set(numbers)].toSorted();
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('penalty ' || asked.no, 0))
       from unnest($1::text[]) with ordinality as asked (no, place) order by place`,
    [apart],
  );
  const { rows } = await tx.query<Row>(
    `select source, kind, record_no as number, row_key, decision_no, agency_uscc, agency_name, holder_id, holder_name,
            coalesce((select json_agg(json_build_object('source', c.source, 'caseNumber', c.case_no))
                        from feedback.breach_case c where c.breach_id = b.id), '[]') as cases
       from feedback.breach b
      where decision_no = any ($1::text[]) and state = 'told'
      order by id desc`,
    [apart],
  );
  return rows.map((row) => ({
    source: row.source,
    kind: row.kind,
    number: row.number,
    rowKey: row.row_key,
    decisionNumber: row.decision_no,
    agencyUscc: row.agency_uscc,
    agencyName: row.agency_name,
    holderId: row.holder_id,
    holderName: row.holder_name,
    cases: row.cases,
  }));
}
