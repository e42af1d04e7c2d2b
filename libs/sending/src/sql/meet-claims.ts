import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** Delivery counted as the claim (推送即认领); a miss that was on record stays there. */
export async function meetClaims(tx: Tx, deliveries: readonly string[], at: Date): Promise<void> {
  await tx.query(
    `update feedback.deadline
        set state = case state when 'open' then 'met' else state end, met_at = $2
      where delivery_id = any ($1::text[]::uuid[]) and expects = 'claimed' and met_at is null and state <> 'cancelled'`,
    [textArray(deliveries), at],
  );
}
