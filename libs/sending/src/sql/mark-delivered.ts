import type { Tx } from '#base/contracts';
import { arrayLiteral } from '#base/postgres';
import type { OutboxRow } from './claim-outbox.js';

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
  const deliveries = arrayLiteral(rows.map(({ deliveryId }) => deliveryId));
  await tx.query('select from feedback.delivery where id = any ($1::uuid[]) order by id for update', [
    deliveries,
  ]);
  await tx.query(
    `with sent as materialized (
       select * from unnest($1::uuid[], $2::smallint[], $3::bigint[]) as sent (delivery_id, lane, seq)
     ), gone as (
       delete from feedback.outbox o using sent where o.lane = sent.lane and o.seq = sent.seq
     ), tried as (
       insert into feedback.attempt (delivery_id, at, channel, outcome)
       select delivery_id, $4, $5, 'delivered' from sent
     ), met as (
       update feedback.deadline l
          set state = case l.state when 'open' then 'met' else l.state end, met_at = $4
         from sent
         join feedback.delivery d on d.id = sent.delivery_id and d.claim_mode = 'onDelivery'
        where l.delivery_id = sent.delivery_id and l.expects = 'claimed' and l.met_at is null
          and l.state <> 'cancelled'
     )
     update feedback.delivery d
        set delivered_at = coalesce(d.delivered_at, $4),
            claimed_at = case d.claim_mode when 'onDelivery' then coalesce(d.claimed_at, $4) else d.claimed_at end,
            state = case when d.state <> 'pending' then d.state
                         when d.claim_mode = 'onDelivery' then 'claimed'
                         else 'delivered' end
       from sent
      where d.id = sent.delivery_id`,
    [
      deliveries,
      arrayLiteral(rows.map(({ lane }) => lane)),
      arrayLiteral(rows.map(({ seq }) => seq)),
      at,
      channel,
    ],
  );
}
