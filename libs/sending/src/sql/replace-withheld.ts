import type { CaseNumber, MessageKind, PlannedMessage, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** A message that is not written, and why. */
export interface Withheld {
  readonly message: PlannedMessage;
  readonly reason: string;
}

/** Makes these all that is withheld of the given kinds of the given cases: what is owed now, one message of a kind a department. */
export async function replaceWithheld(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
  kinds: readonly MessageKind[],
  withheld: readonly Withheld[],
  at: Date,
): Promise<void> {
  if (cases.length === 0) return;
  await tx.query(
    'delete from feedback.withheld where source = $1 and case_no = any ($2::text[]) and kind = any ($3::text[])',
    [source, cases, kinds],
  );
  if (withheld.length === 0) return;
  const column = (value: (message: PlannedMessage) => string | number | null): Buffer =>
    textArray(withheld.map(({ message }) => value(message)));
  await tx.query(
    `insert into feedback.withheld
       (source, noted_at, case_no, region, department, message_id, item, clause_id, clause_version, body, reason, kind)
     select $1, $2::timestamptz, owed.*
       from unnest($3::text[], $4::text[], $5::text[], $6::text[]::uuid[], $7::text[], $8::text[], $9::text[]::int[],
                   $10::text[]::json[], $11::text[], $12::text[]) as owed`,
    [
      source,
      at.toISOString(),
      column(({ key }) => key),
      column(({ to }) => to.region),
      column(({ to }) => to.department),
      column(({ id }) => id),
      column(({ item }) => item),
      column(({ clause }) => clause?.id ?? null),
      column(({ clause }) => clause?.version ?? null),
      column(({ body }) => JSON.stringify(body)),
      textArray(withheld.map(({ reason }) => reason)),
      column(({ kind }) => kind),
    ],
  );
}
