import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { TakenReceipt } from '../folded-replies.js';

/** The facts as stated, each with the inbox row it came by. */
export async function insertReceipts(
  tx: Tx,
  receipts: readonly TakenReceipt[],
  inbox: ReadonlyMap<string, string>,
): Promise<void> {
  const column = (value: (receipt: TakenReceipt) => string | boolean | null): Buffer =>
    textArray(receipts.map(value));
  await tx.query(
    `insert into feedback.receipt
       (delivery_id, message_id, inbox_id, type, stated_at, arrived_at, stated_by, reason, answer, late, moved)
     select *
       from unnest($1::text[]::uuid[], $2::text[]::uuid[], $3::text[]::bigint[], $4::text[], $5::text[]::timestamptz[], $6::text[]::timestamptz[], $7::text[],
                   $8::text[], $9::text[]::json[], $10::text[]::boolean[], $11::text[]::boolean[])`,
    [
      column(({ delivery }) => delivery.deliveryId),
      column(({ delivery }) => delivery.messageId),
      column(({ arrived }) => inbox.get(arrived.message.offset.toString()) ?? null),
      column(({ reply }) => reply.receipt),
      column(({ reply }) => reply.statedAt.toISOString()),
      column(({ arrived }) => arrived.arrivedAt.toISOString()),
      column(({ reply }) => reply.statedBy),
      column(({ reply }) => reply.reason),
      column(({ reply }) => (reply.answer === null ? null : JSON.stringify(reply.answer))),
      column(({ late }) => late),
      column(({ moved }) => moved),
    ],
  );
}
