import type { PlannedMessage, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** Queues the messages in the given order; the table makes the lane from the key. What falls under an open hold waits for a person. */
export async function insertOutbox(tx: Tx, messages: readonly PlannedMessage[]): Promise<void> {
  const column = (value: (message: PlannedMessage) => string | null): Buffer =>
    textArray(messages.map(value));
  await tx.query(
    `insert into feedback.outbox (key, delivery_id, message_id, region, department, deadline, hold, available_at)
     select key, delivery_id, message_id, planned.region, department, deadline, held.id,
            case when held.id is null then '-infinity'::timestamptz else 'infinity' end
       from unnest($1::text[], $2::text[]::uuid[], $3::text[]::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
            with ordinality as planned (key, delivery_id, message_id, region, department, deadline, source, about_region, place)
       left join feedback.mass_hold held
         on held.decision is null and held.source = planned.source and held.region = planned.about_region
      order by place`,
    [
      column(({ key }) => key),
      column(({ deliveryId }) => deliveryId),
      column(({ id }) => id),
      column(({ to }) => to.region),
      column(({ to }) => to.department),
      column(firstDue),
      column(({ about }) => about?.source ?? null),
      column(({ region }) => region),
    ],
  );
}

/** `ce_deadline`: the first due date, or the explicit state when no date can be given for any of them. */
function firstDue({ deadlines }: PlannedMessage): string {
  const dates = deadlines.flatMap(({ due }) => (due.state === 'due' ? [due.at.getTime()] : []));
  return dates.length === 0 ? 'no-official-calendar' : new Date(Math.min(...dates)).toISOString();
}
