import type { ClaimMode, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { OutboxRow } from './claim-outbox.js';
import { meetClaims } from './meet-claims.js';
import { settlePublished } from './settle-published.js';

/**
 * The broker has them: attempts appended, deliveries moved, rows gone, in one commit. Where delivery counts as the claim,
 * the claim's deadline is met with it. A delivery that moved on meanwhile (a quick receipt, a cancellation) keeps its state.
 */
export async function markDelivered(
  tx: Tx,
  channel: string,
  rows: readonly OutboxRow[],
  at: Date,
): Promise<void> {
  const deliveries = textArray(rows.map(({ deliveryId }) => deliveryId));
  const locked = await tx.query<{ id: string; claimMode: ClaimMode }>(
    `select id, claim_mode as "claimMode" from feedback.delivery where id = any ($1::text[]::uuid[]) order by id for update`,
    [deliveries],
  );
  await tx.query(
    `with gone as (
       delete from feedback.outbox where lane = any ($2::text[]::smallint[]) and seq = any ($3::text[]::bigint[])
     ), tried as (
       insert into feedback.attempt (delivery_id, at, channel, outcome)
       select delivery_id, $4, $5, 'delivered' from unnest($1::text[]::uuid[]) as sent (delivery_id)
     )
     update feedback.delivery
        set delivered_at = coalesce(delivered_at, $4),
            claimed_at = case claim_mode when 'onDelivery' then coalesce(claimed_at, $4) else claimed_at end,
            state = case when state <> 'pending' then state
                         when claim_mode = 'onDelivery' then 'claimed'
                         else 'delivered' end
      where id = any ($1::text[]::uuid[])`,
    [
      deliveries,
      textArray([...new Set(rows.map(({ lane }) => lane))]),
      textArray(rows.map(({ seq }) => seq)),
      at,
      channel,
    ],
  );
  const claimed = locked.rows.filter(({ claimMode }) => claimMode === 'onDelivery').map(({ id }) => id);
  if (claimed.length > 0) await meetClaims(tx, claimed, at);
  const failedBefore = rows.filter(({ attempts }) => attempts > 0).map(({ deliveryId }) => deliveryId);
  if (failedBefore.length > 0) await settlePublished(tx, failedBefore, at);
}
