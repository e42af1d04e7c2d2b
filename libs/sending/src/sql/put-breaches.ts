import type { CaseRef, PenaltyIdentity, PlannedMessage, SupervisionKey, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import { linkSame } from './link-same.js';
import { columnsOf } from './read-breaches.js';

/** How a breach was decided. */
export interface BreachToPut extends SupervisionKey {
  readonly revision: number;
  readonly holderId: string | null;
  readonly holderName: string | null;
  /** Which penalty decision it tells of; null for others. */
  readonly penalty: PenaltyIdentity | null;
  /** The record that told of the same decision, or perhaps did. */
  readonly sameAs: SupervisionKey | null;
  readonly state: 'told' | 'linked' | 'nobody' | 'ambiguous' | 'waiting' | 'quiet' | 'withdrawn';
  readonly reason: string;
  /** The cases it concerns; where it is ambiguous, those a person has to choose from. */
  readonly cases: readonly CaseRef[];
  readonly misses: number;
  readonly retryAt: Date | null;
  /** Messages written for it now. */
  readonly messages: readonly PlannedMessage[];
}

/** Keeps what was decided about breaches: the row, the cases it concerns, the latest message of each department, and which repeat another. */
export async function putBreaches(tx: Tx, breaches: readonly BreachToPut[], at: Date): Promise<void> {
  if (breaches.length === 0) return;
  const ids = await putRows(tx, breaches, at);
  const withId = breaches.flatMap((breach) => {
    const id = ids.get(nameOf(breach));
    return id === undefined ? [] : [{ id, breach }];
  });
  await putCases(tx, withId);
  await putTold(tx, withId);
  const penalties = withId.filter(({ breach }) => breach.penalty !== null);
  await linkSame(
    tx,
    penalties.map(({ id, breach }) => ({ id, sameAs: breach.sameAs })),
    at,
  );
}

interface WithId {
  readonly id: string;
  readonly breach: BreachToPut;
}

async function putRows(
  tx: Tx,
  breaches: readonly BreachToPut[],
  at: Date,
): Promise<ReadonlyMap<string, string>> {
  const column = (value: (breach: BreachToPut) => string | number | null): Buffer =>
    textArray(breaches.map(value));
  const { rows } = await tx.query<{
    id: string;
    source: string;
    kind: string;
    record_no: string;
    row_key: string;
  }>(
    `insert into feedback.breach as held
       (noted_at, source, kind, record_no, row_key, revision, holder_id, holder_name, state, reason, candidates, misses, retry_at,
        decision_no, agency_uscc, agency_name)
     select $1::timestamptz, put.*
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]::bigint[], $7::text[], $8::text[], $9::text[],
                   $10::text[], $11::text[]::json[], $12::text[]::int[], $13::text[]::timestamptz[],
                   $14::text[], $15::text[], $16::text[]) as put
         on conflict (source, kind, record_no, row_key) do update
        set noted_at = excluded.noted_at, revision = excluded.revision, holder_id = excluded.holder_id,
            holder_name = excluded.holder_name, state = excluded.state, reason = excluded.reason,
            candidates = excluded.candidates, misses = excluded.misses, retry_at = excluded.retry_at,
            decision_no = excluded.decision_no, agency_uscc = excluded.agency_uscc, agency_name = excluded.agency_name
     returning id, source, kind, record_no, row_key`,
    [
      at.toISOString(),
      ...columnsOf(breaches),
      column(({ revision }) => revision),
      column(({ holderId }) => holderId),
      column(({ holderName }) => holderName),
      column(({ state }) => state),
      column(({ reason }) => reason),
      column(({ state, cases }) => JSON.stringify(state === 'ambiguous' ? cases : [])),
      column(({ misses }) => misses),
      column(({ retryAt }) => retryAt?.toISOString() ?? null),
      column(({ penalty }) => penalty?.decisionNumber ?? null),
      column(({ penalty }) => penalty?.agencyUscc ?? null),
      column(({ penalty }) => penalty?.agencyName ?? null),
    ],
  );
  return new Map(rows.map((row) => [`${row.source}\n${row.kind}\n${row.record_no}\n${row.row_key}`, row.id]));
}

async function putCases(tx: Tx, breaches: readonly WithId[]): Promise<void> {
  const settled = breaches.filter(
    ({ breach }) => breach.state !== 'ambiguous' && breach.state !== 'withdrawn',
  );
  const pairs = settled.flatMap(({ id, breach }) => breach.cases.map((about) => ({ id, ...about })));
  await tx.query('delete from feedback.breach_case where breach_id = any ($1::text[]::bigint[])', [
    settled.map(({ id }) => id),
  ]);
  if (pairs.length === 0) return;
  await tx.query(
    `insert into feedback.breach_case (breach_id, source, case_no)
     select * from unnest($1::text[]::bigint[], $2::text[], $3::text[])
         on conflict do nothing`,
    [pairs.map(({ id }) => id), pairs.map(({ source }) => source), pairs.map(({ caseNumber }) => caseNumber)],
  );
}

async function putTold(tx: Tx, breaches: readonly WithId[]): Promise<void> {
  const told = breaches.flatMap(({ id, breach }) => breach.messages.map((message) => ({ id, message })));
  if (told.length === 0) return;
  await tx.query(
    `insert into feedback.breach_told (breach_id, region, department, message_id)
     select * from unnest($1::text[]::bigint[], $2::text[], $3::text[], $4::text[]::uuid[])
         on conflict (breach_id, region, department) do update set message_id = excluded.message_id`,
    [
      told.map(({ id }) => id),
      told.map(({ message }) => message.to.region),
      told.map(({ message }) => message.to.department),
      told.map(({ message }) => message.id),
    ],
  );
}

function nameOf({ source, kind, number, rowKey }: SupervisionKey): string {
  return `${source}\n${kind}\n${number}\n${rowKey}`;
}
