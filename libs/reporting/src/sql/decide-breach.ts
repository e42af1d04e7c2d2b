import type { CaseRef, Tx } from '#base/contracts';

/** What a person decided: the cases a breach concerns, or null that it concerns none. */
export interface BreachVerdict {
  readonly id: string;
  readonly cases: readonly CaseRef[] | null;
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

/** Writes a verdict on a breach nobody was told of; false when there is none. What was chosen is carried out by normalise. */
export async function decideBreach(tx: Tx, { id, cases, by, why, at }: BreachVerdict): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update feedback.breach
        set chosen = $2::json, decided_by = $3, why = $4::text, decided_at = $5::timestamptz,
            state = case when $2::json is null then 'dismissed' else state end,
            reason = case when $2::json is null then '人工认定无须告知：' || $4::text else reason end,
            retry_at = case when $2::json is null then null else $5::timestamptz end
      where id::text = $1 and state in ('nobody', 'ambiguous', 'quiet', 'dismissed')`,
    [id, cases === null ? null : JSON.stringify(cases), by, why, at],
  );
  return rowCount === 1;
}

/** Notes that an open breach is the penalty decision that the record it was set beside has told; false when there is none such. */
export async function linkBreach(
  tx: Tx,
  { id, by, why, at }: Omit<BreachVerdict, 'cases'>,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update feedback.breach b
        set state = 'linked', same_confirmed = true, decided_by = $2, why = $3::text, decided_at = $4::timestamptz, retry_at = null,
            reason = '人工认定与 ' || t.source || ' ' || t.record_no || ' 为同一处罚决定，不再重复告知：' || $3::text
       from feedback.breach t
      where b.id::text = $1 and b.state = 'ambiguous' and t.id = b.same_as and t.state = 'told'`,
    [id, by, why, at],
  );
  return rowCount === 1;
}

/** Has breaches looked at again; answers how many. */
export async function askBreachesAgain(
  tx: Tx,
  which: { readonly id: string | null; readonly source: string | null; readonly states: readonly string[] },
  at: Date,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update feedback.breach set retry_at = $4
      where ($1::text is null or id::text = $1) and ($2::text is null or source = $2) and state = any ($3::text[])`,
    [which.id, which.source, which.states, at],
  );
  return rowCount;
}
