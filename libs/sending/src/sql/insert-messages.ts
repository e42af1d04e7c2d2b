import type { PlannedMessage, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** The messages themselves; the body is kept as the very text that will be sent. */
export async function insertMessages(tx: Tx, messages: readonly PlannedMessage[]): Promise<void> {
  const column = (value: (message: PlannedMessage) => string | number | null): Buffer =>
    textArray(messages.map(value));
  await tx.query(
    `insert into feedback.message
       (id, kind, region, from_region, from_department, key, source, case_no, item, clause_id, clause_version,
        receipts, body, supersedes, in_reply_to, created_at)
     select id, kind, region, from_region, from_department, key, source, case_no, item, clause_id, clause_version,
            string_to_array(receipts, ','), body, supersedes, in_reply_to, created_at
       from unnest($1::text[]::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                   $9::text[], $10::text[], $11::text[]::int[], $12::text[], $13::text[]::json[], $14::text[]::uuid[], $15::text[]::uuid[],
                   $16::text[]::timestamptz[])
         as planned (id, kind, region, from_region, from_department, key, source, case_no, item, clause_id,
                     clause_version, receipts, body, supersedes, in_reply_to, created_at)`,
    [
      column(({ id }) => id),
      column(({ kind }) => kind),
      column(({ region }) => region),
      column(({ from }) => from.region),
      column(({ from }) => from.department),
      column(({ key }) => key),
      column(({ about }) => about?.source ?? null),
      column(({ about }) => about?.caseNumber ?? null),
      column(({ item }) => item),
      column(({ clause }) => clause?.id ?? null),
      column(({ clause }) => clause?.version ?? null),
      column(({ receipts }) => receipts.join(',')),
      column(({ body }) => JSON.stringify(body)),
      column(({ supersedes }) => supersedes),
      column(({ inReplyTo }) => inReplyTo),
      column(({ createdAt }) => createdAt.toISOString()),
    ],
  );
}
