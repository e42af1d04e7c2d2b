import type { MessageKind, Queryable, ReceiptType } from '#base/contracts';
import { textArray } from '#base/postgres';

/** A message that waits, with all that is needed to send it. */
export interface OutboxRow {
  readonly lane: number;
  readonly seq: string;
  readonly attempts: number;
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly key: string;
  readonly region: string;
  readonly department: string;
  readonly fromRegion: string;
  readonly fromDepartment: string;
  readonly deadline: string;
  readonly receipts: readonly ReceiptType[];
  readonly supersedes: string | null;
  readonly inReplyTo: string | null;
  readonly traceparent: string | null;
  readonly createdAt: Date;
  /** When it was queued, by the database's clock. */
  readonly queuedAt: Date;
  readonly body: string;
}

/** The next rows of each lane in seq order; rows behind a failed one of the same recipient and key wait with it. Locks nothing: the lane's lease does. */
export async function claimOutbox(
  database: Queryable,
  lanes: readonly number[],
  now: Date,
  perLane: number,
): Promise<readonly OutboxRow[]> {
  const { rows } = await database.query<OutboxRow>(
    `select o.lane, o.seq, o.attempts, o.delivery_id as "deliveryId", o.message_id as "messageId", m.kind, o.key,
            o.region, o.department, m.from_region as "fromRegion", m.from_department as "fromDepartment",
            o.deadline, m.receipts, m.supersedes, m.in_reply_to as "inReplyTo", o.traceparent,
            m.created_at as "createdAt", o.created_at as "queuedAt", m.body::text as body
       from unnest($1::text[]::smallint[]) as mine (lane)
      cross join lateral (
        select *
          from feedback.outbox waiting
         where waiting.lane = mine.lane
           and waiting.available_at <= $2
           and not exists (
             select 1
               from feedback.outbox held
              where held.attempts > 0
                and held.lane = waiting.lane
                and held.key = waiting.key
                and held.seq < waiting.seq
                and held.region = waiting.region
                and held.department = waiting.department
                and held.available_at > $2)
         order by waiting.seq
         limit $3
      ) o
       join feedback.message m on m.id = o.message_id
      order by o.lane, o.seq`,
    [textArray(lanes), now, perLane],
  );
  return rows;
}
