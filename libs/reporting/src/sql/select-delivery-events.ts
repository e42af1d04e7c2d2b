import type { Queryable } from '#base/contracts';

/** One event of a delivery, of any sort, with its own time. */
export interface DeliveryEvent {
  readonly deliveryId: string;
  readonly at: Date | null;
  readonly event: 'attempt' | 'receipt' | 'deadline';
  readonly subject: string;
  readonly outcome: string;
  readonly note: string | null;
}

/** Attempts, receipts and deadlines of deliveries, in order of time. */
export async function selectDeliveryEvents(
  database: Queryable,
  deliveries: readonly string[],
): Promise<readonly DeliveryEvent[]> {
  const { rows } = await database.query<DeliveryEvent>(
    `select delivery_id as "deliveryId", at, 'attempt' as event, channel as subject, outcome,
            sentence as note
       from feedback.attempt where delivery_id = any($1::uuid[])
      union all
     select delivery_id, arrived_at, 'receipt', type, case when late then 'late' when moved then 'moved' else 'noted' end,
            reason
       from feedback.receipt where delivery_id = any($1::uuid[])
      union all
     select delivery_id, due_at, 'deadline', expects, state,
            limit_amount || ' ' || limit_unit
       from feedback.deadline where delivery_id = any($1::uuid[])
      order by 2 nulls last, 3`,
    [deliveries],
  );
  return rows;
}
