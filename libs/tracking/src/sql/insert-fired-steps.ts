import type { MessageId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { TakenStep } from '../climb-ladder.js';
import type { OwedDeadline } from '../owed-deadline.js';

/** A step that was taken, and what was said by it. */
export interface FiredStep extends TakenStep {
  readonly owed: OwedDeadline;
  readonly addressees: readonly string[];
  readonly told: 'message' | 'digest' | 'overtaken';
  readonly messages: readonly MessageId[];
  /** The liaison or the leader it named. */
  readonly contact: string | null;
}

/** Steps as facts; the key refuses a step that was taken before, and with it the whole sweep. */
export async function insertFiredSteps(tx: Tx, fired: readonly FiredStep[], now: Date): Promise<void> {
  if (fired.length === 0) return;
  const column = (value: (one: FiredStep) => string | number | null): Buffer => textArray(fired.map(value));
  await tx.query(
    `insert into feedback.fired_step
       (delivery_id, expects, step, planned_at, fired_at, action, target, colour, told, addressees, messages, contact)
     select delivery_id, expects, step, planned_at, $10, action, target, colour, told,
            string_to_array(addressees, '|'), string_to_array(messages, '|')::uuid[], contact
       from unnest($1::text[]::uuid[], $2::text[], $3::text[]::smallint[], $4::text[]::timestamptz[], $5::text[], $6::text[],
                   $7::text[], $8::text[], $9::text[], $11::text[], $12::text[])
         as fired (delivery_id, expects, step, planned_at, action, target, colour, told, addressees, messages, contact)
      order by delivery_id, expects, step`,
    [
      column(({ owed }) => owed.deliveryId),
      column(({ owed }) => owed.expects),
      column(({ number }) => number),
      column(({ plannedAt }) => plannedAt.toISOString()),
      column(({ step }) => step.action),
      column(({ step }) => step.target),
      column(({ step }) => step.colour),
      column(({ told }) => told),
      column(({ addressees }) => addressees.join('|')),
      now,
      column(({ messages }) => messages.join('|')),
      column(({ contact }) => contact),
    ],
  );
}
