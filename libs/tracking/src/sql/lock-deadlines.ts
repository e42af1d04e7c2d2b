import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { Deadline } from '../meet-deadline.js';

/** The deadlines of deliveries that are locked already. */
export async function lockDeadlines(tx: Tx, deliveries: readonly string[]): Promise<readonly Deadline[]> {
  const { rows } = await tx.query<Deadline>(
    `select delivery_id as "deliveryId", expects, state, due_at as "dueAt", missed_at as "missedAt", met_at as "metAt"
       from feedback.deadline
      where delivery_id = any ($1::text[]::uuid[])
      order by delivery_id, expects
        for update`,
    [textArray(deliveries)],
  );
  return rows;
}
