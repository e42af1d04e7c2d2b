import { randomUUID } from 'node:crypto';
import type { Queryable } from '#base/contracts';

/** One matter as it stands: kind, region, whom, item, when pushed, then hours to each fact, and what it owes by when. */
export interface Matter {
  readonly kind?: string;
  readonly to: string;
  readonly pushed: string | null;
  readonly receivedAfter?: number;
  readonly claimedAfter?: number;
  readonly answeredAfter?: number;
  readonly state: string;
  readonly mode?: 'onDelivery';
  readonly owes?: readonly Owed[];
}

type Owed = readonly [expects: string, state: string, dueAt: string | null, metAt?: string];

/** Writes matters as they stand: message, delivery and deadlines each. */
export async function insertMatters(database: Queryable, matters: readonly Matter[]): Promise<void> {
  for (const matter of matters) await insert(database, randomUUID(), matter);
}

async function insert(database: Queryable, id: string, matter: Matter): Promise<void> {
  const [region = '', department = ''] = matter.to.split('.');
  const created = matter.pushed ?? '2026-02-01T00:00:00Z';
  await database.query(
    `insert into feedback.message (id, kind, region, from_region, from_department, key, item, case_no, receipts, body, created_at)
     values ($1, $2, $3, $3, 'xzspj', 'k', 'A', '=C-1', '{received,claimed}', '{}', $4)`,
    [id, matter.kind ?? 'license-decision', region, created],
  );
  const { claimedAfter: claimed, answeredAfter: answered } = matter;
  const received = matter.receivedAfter ?? claimed ?? answered;
  await database.query(
    `insert into feedback.delivery (id, message_id, region, department, claim_mode, state, created_at, delivered_at,
       received_at, claimed_at, answered_at, returned_at)
     select $1, $1, $2, $3, $4, $5, $6, $7, $7::timestamptz + $8::int * interval '1 h', $7::timestamptz + $9::int * interval '1 h', $7::timestamptz + $10::int * interval '1 h',
            case $5 when 'returned' then $7::timestamptz end`,
    [
      id,
      region,
      department,
      matter.mode ?? 'explicit',
      matter.state,
      created,
      matter.pushed,
      received,
      claimed,
      answered,
    ],
  );
  for (const owed of matter.owes ?? []) await insertDeadline(database, id, owed);
}

async function insertDeadline(
  database: Queryable,
  id: string,
  [expects, state, due, met]: Owed,
): Promise<void> {
  await database.query(
    `insert into feedback.deadline (delivery_id, expects, limit_amount, limit_unit, due_at, no_calendar_year, calendar_version,
       state, escalates, met_at) values ($1, $2, 2, 'workingDay', $3, $4, 'v', $5, true, $6)`,
    [id, expects, due, due === null ? 2027 : null, state, met ?? null],
  );
}
