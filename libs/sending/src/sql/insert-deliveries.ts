import type { PlannedMessage, Tx } from '#base/contracts';
import { arrayLiteral } from '#base/postgres';

/** One pending delivery per message. */
export async function insertDeliveries(tx: Tx, messages: readonly PlannedMessage[]): Promise<void> {
  const column = (value: (message: PlannedMessage) => string): string => arrayLiteral(messages.map(value));
  await tx.query(
    `insert into feedback.delivery (id, message_id, region, department, claim_mode, created_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
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
