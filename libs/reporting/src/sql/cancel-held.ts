import type { Tx } from '#base/contracts';

/** Ends what a hold kept without sending it: deliveries and deadlines are cancelled, the messages stay as a record. */
export async function cancelHeld(tx: Tx, hold: string, at: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `with dropped as materialized (
       delete from feedback.outbox where hold = $1::bigint returning delivery_id
     ), ended as (
       update feedback.deadline l
          set state = 'cancelled'
         from dropped
        where l.delivery_id = dropped.delivery_id and l.state in ('open', 'no_calendar')
     )
     update feedback.delivery d
        set state = 'cancelled', cancelled_at = $2
       from dropped
      where d.id = dropped.delivery_id`,
    [hold, at],
  );
  return rowCount;
}
