import type { MessageId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** A later truth ends what the earlier message still owed; what was already answered or returned stays as it is. */
export async function cancelSuperseded(tx: Tx, messages: readonly MessageId[], at: Date): Promise<void> {
  await tx.query(
    `with touched as materialized (
       select id
         from feedback.delivery
        where message_id = any ($1::text[]::uuid[])
        order by id
          for update
     ), ended as (
       update feedback.deadline
          set state = 'cancelled'
        where delivery_id in (select id from touched) and state in ('open', 'no_calendar')
     )
     update feedback.delivery
        set state = 'cancelled', cancelled_at = $2
      where id in (select id from touched) and state in ('pending', 'delivered', 'received', 'claimed')`,
    [textArray(messages), at],
  );
}
