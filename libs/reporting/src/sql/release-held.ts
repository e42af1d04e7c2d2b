import type { Tx } from '#base/contracts';

/** Lets what a hold kept go on, in its old order; its ladders are planned anew, its due times stay. Wakes the senders. */
export async function releaseHeld(tx: Tx, hold: string): Promise<number> {
  const { rowCount } = await tx.query(
    `with freed as materialized (
       update feedback.outbox set hold = null, available_at = '-infinity' where hold = $1::bigint returning delivery_id
     ), climbing as (
       update feedback.deadline l
          set next_at = '-infinity'
         from freed
        where l.delivery_id = freed.delivery_id and l.state = 'open' and l.next_at = 'infinity'
     ), woken as (
       select pg_notify('hub_outbox', '')
     )
     select freed.delivery_id from freed cross join woken`,
    [hold],
  );
  return rowCount;
}
