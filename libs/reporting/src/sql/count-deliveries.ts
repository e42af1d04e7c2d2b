import type { Queryable } from '#base/contracts';

/** Deliveries of one department by what became of them. `open` still owes a fact, `overdue` owes one that is late, and of those `yellow` and `red` show that card, the graver one. */
export interface DeliveryCount {
  readonly region: string;
  readonly department: string;
  readonly messages: number;
  readonly delivered: number;
  readonly received: number;
  readonly claimed: number;
  readonly answered: number;
  readonly returned: number;
  readonly open: number;
  readonly overdue: number;
  readonly yellow: number;
  readonly red: number;
  readonly withoutCalendar: number;
}

export async function countDeliveries(database: Queryable): Promise<readonly DeliveryCount[]> {
  const { rows } = await database.query<DeliveryCount>(
    `with owed as materialized (
       select delivery_id,
              bool_or(met_at is null and state in ('open', 'missed')) as open,
              bool_or(met_at is null and state in ('open', 'missed') and due_at < now()) as overdue,
              bool_or(state = 'no_calendar') as without_calendar
         from feedback.deadline
        group by delivery_id
     ), card as materialized (
       select delivery_id, bool_or(colour = 'red') as red
         from feedback.fired_step
        where colour is not null
        group by delivery_id
     )
     select d.region, d.department, count(*)::float8 as messages,
            count(d.delivered_at)::float8 as delivered, count(d.received_at)::float8 as received,
            count(d.claimed_at)::float8 as claimed, count(d.answered_at)::float8 as answered,
            count(d.returned_at)::float8 as returned,
            count(*) filter (where o.open)::float8 as open,
            count(*) filter (where o.overdue)::float8 as overdue,
            count(*) filter (where o.overdue and not c.red)::float8 as yellow,
            count(*) filter (where o.overdue and c.red)::float8 as red,
            count(*) filter (where o.without_calendar)::float8 as "withoutCalendar"
       from feedback.delivery d
       left join owed o on o.delivery_id = d.id
       left join card c on c.delivery_id = d.id
      group by d.region, d.department`,
  );
  return rows;
}
