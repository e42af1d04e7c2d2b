import type { Queryable } from '#base/contracts';

/** Holds what waits under open holds and was written before they were known, and stops the clocks' ladders of what is held. */
export async function holdMessages(database: Queryable): Promise<number> {
  const { rowCount } = await database.query(
    `with held as materialized (
       update feedback.outbox o
          set hold = h.id, available_at = 'infinity'
         from feedback.mass_hold h
         join feedback.message m on m.source = h.source and m.region = h.region
        where h.decision is null and o.message_id = m.id and o.hold is null
       returning o.delivery_id
     ), quiet as (
       select delivery_id from feedback.outbox where hold is not null
     )
     update feedback.deadline l
        set next_at = 'infinity'
      where l.delivery_id in (select delivery_id from held union all select delivery_id from quiet)
        and l.state = 'open' and l.next_at < 'infinity'`,
  );
  return rowCount;
}
