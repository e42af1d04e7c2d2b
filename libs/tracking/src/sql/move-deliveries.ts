import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { Move } from '../folded-replies.js';
import type { KnownDelivery } from '../known-delivery.js';

/** New states with the first time of each event. A claim implies the receipt and an answer both, so their times are filled in. */
export async function moveDeliveries(
  tx: Tx,
  changed: readonly KnownDelivery[],
  moves: readonly Move[],
): Promise<void> {
  const column = (value: (move: Move) => string | null): Buffer => textArray(moves.map(value));
  await tx.query(
    `with event as materialized (
       select * from unnest($3::text[]::uuid[], $4::text[], $5::text[]::timestamptz[], $6::text[]) as event (delivery_id, name, at, reason)
     ), times as materialized (
       select delivery_id,
              min(at) filter (where name in ('received', 'claimed', 'answered')) as received_at,
              min(at) filter (where name in ('claimed', 'answered')) as claimed_at,
              min(at) filter (where name = 'answered') as answered_at,
              min(at) filter (where name = 'returned') as returned_at,
              min(at) filter (where name = 'closed') as closed_at,
              min(reason) filter (where name = 'returned') as reason
         from event
        group by delivery_id
     )
     update feedback.delivery d
        set state = changed.state,
            received_at = coalesce(d.received_at, times.received_at),
            claimed_at = coalesce(d.claimed_at, times.claimed_at),
            answered_at = coalesce(d.answered_at, times.answered_at),
            returned_at = coalesce(d.returned_at, times.returned_at),
            closed_at = coalesce(d.closed_at, times.closed_at),
            return_reason = coalesce(d.return_reason, times.reason)
       from unnest($1::text[]::uuid[], $2::text[]) as changed (delivery_id, state)
       join times using (delivery_id)
      where d.id = changed.delivery_id`,
    [
      textArray(changed.map(({ deliveryId }) => deliveryId)),
      textArray(changed.map(({ state }) => state)),
      column(({ deliveryId }) => deliveryId),
      column(({ event }) => event),
      column(({ at }) => at.toISOString()),
      column(({ reason }) => reason),
    ],
  );
}
