import {
  brandAs,
  type BreachKind,
  type CaseRef,
  type MessageId,
  type SourceId,
  type SupervisionKey,
  type ToldBreach,
  type Tx,
} from '#base/contracts';

/** A breach as it was left. */
export interface HeldBreach extends SupervisionKey {
  readonly revision: number;
  readonly state: string;
  readonly misses: number;
  /** The cases a person chose; null while nobody did. */
  readonly chosen: readonly CaseRef[] | null;
  readonly told: readonly ToldBreach[];
  /** The record that told of the same penalty decision, or perhaps did; `confirmed` where a person said so. */
  readonly linked: { readonly to: SupervisionKey; readonly confirmed: boolean } | null;
}

interface Row {
  readonly source: string;
  readonly kind: BreachKind;
  readonly record_no: string;
  readonly row_key: string;
  readonly revision: string;
  readonly state: string;
  readonly misses: number;
  readonly chosen: readonly CaseRef[] | null;
  readonly told: readonly ToldText[];
  readonly same_as: SupervisionKey | null;
  readonly same_confirmed: boolean;
}

interface ToldText {
  readonly region: string;
  readonly department: string;
  readonly id: string;
  readonly source: string | null;
  readonly case_no: string | null;
  readonly clause_id: string | null;
  readonly clause_version: number | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The breaches kept for these records; their rows stay locked, so that a retry and a newer edition go one after the other. */
export async function readBreaches(tx: Tx, keys: readonly SupervisionKey[]): Promise<readonly HeldBreach[]> {
  if (keys.length === 0) return [];
  const { rows } = await tx.query<Row>(
    `with held as materialized (
       select b.*
         from feedback.breach b
         join unnest($1::text[], $2::text[], $3::text[], $4::text[]) as asked (source, kind, record_no, row_key)
           on b.source = asked.source and b.kind = asked.kind and b.record_no = asked.record_no and b.row_key = asked.row_key
        order by b.id
          for update of b)
     select held.source, held.kind, held.record_no, held.row_key, held.revision, held.state, held.misses, held.chosen,
            held.same_confirmed,
            (select json_build_object('source', s.source, 'kind', s.kind, 'number', s.record_no, 'rowKey', s.row_key)
               from feedback.breach s where s.id = held.same_as) as same_as,
            coalesce((select json_agg(json_build_object(
                        'region', t.region, 'department', t.department, 'id', m.id, 'source', m.source,
                        'case_no', m.case_no, 'clause_id', m.clause_id, 'clause_version', m.clause_version,
                        'body', m.body))
                        from feedback.breach_told t
                        join feedback.message m on m.id = t.message_id
                       where t.breach_id = held.id), '[]') as told
       from held`,
    columnsOf(keys),
  );
  return rows.map(toHeld);
}

/** The four parts of the keys, as parallel arrays. */
export function columnsOf(keys: readonly SupervisionKey[]): readonly (readonly string[])[] {
  return [
    keys.map(({ source }) => source),
    keys.map(({ kind }) => kind),
    keys.map(({ number }) => number),
    keys.map(({ rowKey }) => rowKey),
  ];
}

function toHeld(row: Row): HeldBreach {
  return {
    source: brandAs<SourceId>(row.source),
    kind: row.kind,
    number: row.record_no,
    rowKey: row.row_key,
    revision: Number(row.revision),
    state: row.state,
    misses: row.misses,
    chosen: row.chosen,
    told: row.told.map(toTold),
    linked: row.same_as === null ? null : { to: row.same_as, confirmed: row.same_confirmed },
  };
}

function toTold(text: ToldText): ToldBreach {
  const { clause_id: clause, clause_version: version, source, case_no: caseNumber } = text;
  return {
    to: { region: brandAs(text.region), department: brandAs(text.department) },
    messageId: brandAs<MessageId>(text.id),
    about:
      source === null || caseNumber === null
        ? null
        : { source: brandAs(source), caseNumber: brandAs(caseNumber) },
    clause: clause === null ? null : { id: clause, version: version ?? 0 },
    body: text.body,
  };
}
