import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { Deadline } from '../meet-deadline.js';

/** Deadlines as the facts left them. */
export async function updateDeadlines(tx: Tx, deadlines: readonly Deadline[]): Promise<void> {
  const column = (value: (deadline: Deadline) => string | null): Buffer => textArray(deadlines.map(value));
  await tx.query(
    `update feedback.deadline l
        set state = changed.state, missed_at = changed.missed_at, met_at = changed.met_at
       from unnest($1::text[]::uuid[], $2::text[], $3::text[], $4::text[]::timestamptz[], $5::text[]::timestamptz[])
         as changed (delivery_id, expects, state, missed_at, met_at)
      where l.delivery_id = changed.delivery_id and l.expects = changed.expects`,
    [
      column(({ deliveryId }) => deliveryId),
      column(({ expects }) => expects),
      column(({ state }) => state),
      column(({ missedAt }) => missedAt?.toISOString() ?? null),
      column(({ metAt }) => metAt?.toISOString() ?? null),
    ],
  );
}
