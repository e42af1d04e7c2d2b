import {
  brandAs,
  type CaseNumber,
  type DepartmentRef,
  type MessageId,
  type MessageKind,
  type SourceId,
  type Queryable,
} from '#base/contracts';

/** A message about a case that was written before; `body` is what the recipient got. */
export interface ToldMessageRow {
  readonly caseNumber: CaseNumber;
  readonly messageId: MessageId;
  readonly to: DepartmentRef;
  readonly kind: MessageKind;
  readonly body: Readonly<Record<string, unknown>>;
  readonly clause: { readonly id: string; readonly version: number } | null;
}

/** A row of it as the database has it. */
export interface ToldRow {
  readonly case_no: string;
  readonly id: string;
  readonly region: string;
  readonly department: string;
  readonly kind: MessageKind;
  readonly body: Readonly<Record<string, unknown>>;
  readonly clause_id: string | null;
  readonly clause_version: number | null;
}

/** The messages of the given kinds told so far about the given cases of a source. */
export async function readTold(
  tx: Queryable,
  source: SourceId,
  cases: readonly CaseNumber[],
  kinds: readonly MessageKind[],
): Promise<readonly ToldMessageRow[]> {
  if (cases.length === 0) return [];
  const { rows } = await tx.query<ToldRow>(
    `select m.case_no, m.id, d.region, d.department, m.kind, m.body, m.clause_id, m.clause_version
       from unnest($2::text[]) as asked (case_no)
      cross join lateral (
        select * from feedback.message x
         where x.source = $1 and x.case_no = asked.case_no and x.kind = any ($3::text[]) limit 1000) m
       join feedback.delivery d on d.message_id = m.id`,
    [source, cases, kinds],
  );
  return rows.map(toToldRow);
}

/** The same with the names and brands used in code. */
export function toToldRow(row: ToldRow): ToldMessageRow {
  return {
    caseNumber: brandAs<CaseNumber>(row.case_no),
    messageId: brandAs<MessageId>(row.id),
    to: { region: brandAs(row.region), department: brandAs(row.department) },
    kind: row.kind,
    body: row.body,
    clause: row.clause_id === null ? null : { id: row.clause_id, version: row.clause_version ?? 0 },
  };
}
