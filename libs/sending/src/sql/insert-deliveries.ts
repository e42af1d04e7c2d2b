import type { PlannedMessage, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** One pending delivery per message. */
export async function insertDeliveries(tx: Tx, messages: readonly PlannedMessage[]): Promise<void> {
  const column = (value: (message: PlannedMessage) => string): Buffer => textArray(messages.map(value));
  await tx.query(
    `insert into feedback.delivery (id, message_id, region, department, claim_mode, created_at)
     select * from unnest($1::text[]::uuid[], $2::text[]::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]::timestamptz[])`,
    [
      column(({ deliveryId }) => deliveryId),
      column(({ id }) => id),
      column(({ to }) => to.region),
      column(({ to }) => to.department),
      column(({ claimMode }) => claimMode),
      column(({ createdAt }) => createdAt.toISOString()),
    ],
  );
}
