import type { Tx } from '#base/contracts';
import type { PlannedAct } from '../reactions.js';

/** Writes down what a desk means to do; what it has written down already stays as it was. */
export async function noteActs(tx: Tx, acts: readonly PlannedAct[]): Promise<void> {
  await tx.query(
    `insert into sandbox.diary (desk, message_id, act, due_at, facts)
     select desk, message_id, act, due_at, facts
       from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::jsonb[])
            as noted (desk, message_id, act, due_at, facts)
         on conflict do nothing`,
    [
      acts.map(({ desk }) => desk),
      acts.map(({ facts }) => facts.messageId),
      acts.map(({ act }) => act),
      acts.map(({ dueAt }) => dueAt),
      acts.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
}
