import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { TakenReceipt } from '../folded-replies.js';

/** Lists what was sent back as not the department's own, until somebody decides where it belongs. */
export async function insertReroutings(tx: Tx, returned: readonly TakenReceipt[]): Promise<void> {
  const column = (value: (receipt: TakenReceipt) => string): Buffer => textArray(returned.map(value));
  await tx.query(
    `insert into feedback.rerouting (delivery_id, message_id, region, department, reason, returned_at)
     select * from unnest($1::text[]::uuid[], $2::text[]::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]::timestamptz[])
         on conflict (delivery_id) do nothing`,
    [
      column(({ delivery }) => delivery.deliveryId),
      column(({ delivery }) => delivery.messageId),
      column(({ delivery }) => delivery.to.region),
      column(({ delivery }) => delivery.to.department),
      column(({ reply }) => reply.reason ?? ''),
      column(({ arrived }) => arrived.arrivedAt.toISOString()),
    ],
  );
}
