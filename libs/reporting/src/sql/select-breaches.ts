import type { BreachKind, CaseRef, Queryable } from '#base/contracts';

/** A supervision record that found a breach, with whom it concerns and who was told. */
export interface BreachEntry {
  readonly id: string;
  readonly source: string;
  readonly kind: BreachKind;
  readonly number: string;
  readonly revision: number;
  readonly state: string;
  /** Why it stands so, in one sentence. */
  readonly reason: string;
  readonly notedAt: Date;
  /** The granting cases it concerns. */
  readonly cases: readonly CaseRef[];
  /** The cases a person has to choose from. */
  readonly candidates: readonly CaseRef[];
  /** The latest message of each department. */
  readonly messages: readonly { readonly messageId: string; readonly kind: string; readonly to: string }[];
  /** The record that told of the same penalty decision, or perhaps did; its messages are the ones above. */
  readonly sameAs: { readonly source: string; readonly number: string } | null;
  readonly decidedBy: string | null;
  readonly why: string | null;
}

/** Which breaches are listed; what is null does not narrow. */
export interface BreachFilter {
  readonly states: readonly string[] | null;
  readonly id: string | null;
  /** The record's own number. */
  readonly number: string | null;
  /** A granting case: breaches that concern it, or may. */
  readonly about: CaseRef | null;
}

const mostRows = 500;

/** Breaches by filter, the newest first. */
export async function selectBreaches(
  database: Queryable,
  { states, id, number, about }: BreachFilter,
): Promise<readonly BreachEntry[]> {
  const { rows } = await database.query<BreachEntry>(
    `select b.id, b.source, b.kind, b.record_no as number, b.revision::float8 as revision, b.state, b.reason,
            b.noted_at as "notedAt", b.candidates, b.decided_by as "decidedBy", b.why,
            coalesce((select json_agg(json_build_object('source', c.source, 'caseNumber', c.case_no) order by c.case_no)
                        from feedback.breach_case c where c.breach_id = b.id), '[]') as cases,
            coalesce((select json_agg(json_build_object('messageId', m.id, 'kind', m.kind, 'to', t.region || '.' || t.department))
                        from feedback.breach_told t join feedback.message m on m.id = t.message_id
                       where t.breach_id = case when b.state = 'linked' then b.same_as else b.id end), '[]') as messages,
            (select json_build_object('source', s.source, 'number', s.record_no)
               from feedback.breach s where s.id = b.same_as) as "sameAs"
       from feedback.breach b
      where ($1::text[] is null or b.state = any ($1))
        and ($2::text is null or b.id::text = $2)
        and ($3::text is null or b.record_no = $3)
        and ($4::text is null
             or exists (select from feedback.breach_case c where c.breach_id = b.id and c.source = $4 and c.case_no = $5)
             or b.state = 'ambiguous' and exists (
                  select from json_array_elements(b.candidates) one
                   where one ->> 'source' = $4 and one ->> 'caseNumber' = $5))
      order by b.noted_at desc, b.id desc
      limit ${mostRows}`,
    [states, id, number, about?.source ?? null, about?.caseNumber ?? null],
  );
  return rows;
}

/** How many breaches stand in each state. */
export async function countBreaches(database: Queryable): Promise<Readonly<Record<string, number>>> {
  const { rows } = await database.query<{ state: string; breaches: number }>(
    'select state, count(*)::int as breaches from feedback.breach group by state',
  );
  return Object.fromEntries(rows.map(({ state, breaches }) => [state, breaches]));
}
