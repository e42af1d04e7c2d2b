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

/**
 * Steps as facts; the key refuses a step that was taken before, and with it the whole sweep. Steps that differ in their delivery alone
 * travel as one row, and all go in in the order of the key: three hundred thousand at once are mostly alike.
 */
export async function insertFiredSteps(tx: Tx, fired: readonly FiredStep[], now: Date): Promise<void> {
  if (fired.length === 0) return;
  const groups = [...Map.groupBy(fired, alike).values()].flatMap((group) =>
    group[0] === undefined ? [] : [{ ...group[0], group }],
  );
  const column = (value: (one: (typeof groups)[number]) => string | number | null): Buffer =>
    textArray(groups.map(value));
  await tx.query(
    `insert into feedback.fired_step
       (delivery_id, expects, step, planned_at, fired_at, action, target, colour, told, addressees, messages, contact)
     select delivery_id, expects, step, planned_at, $10, action, target, colour, told, addressees, messages, contact
       from (select string_to_array(deliveries, ',')::uuid[] as deliveries, expects, step, planned_at, action, target, colour, told,
                    string_to_array(addressees, '|') as addressees, string_to_array(messages, '|')::uuid[] as messages, contact
               from unnest($1::text[], $2::text[], $3::text[]::smallint[], $4::text[]::timestamptz[], $5::text[], $6::text[],
                           $7::text[], $8::text[], $9::text[], $11::text[], $12::text[])
                 as said (deliveries, expects, step, planned_at, action, target, colour, told, addressees, messages, contact)
             offset 0) as fired, unnest(deliveries) as delivery_id
      order by delivery_id, expects, step`,
    [
      column(({ group }) => group.map(({ owed }) => owed.deliveryId).join(',')),
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

function alike({ owed, number, plannedAt, step, told, addressees, messages, contact }: FiredStep): string {
  const { action, target, colour } = step;
  return `${owed.expects} ${number} ${plannedAt.getTime()} ${action} ${target} ${colour} ${told} ${addressees.join('|')} ${messages.join('|')} ${contact}`;
}
