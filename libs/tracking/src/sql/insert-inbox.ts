import type { DepartmentRef, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { Verdict } from '../folded-replies.js';

interface Place {
  readonly from: DepartmentRef;
  readonly topic: string;
  readonly partition: number;
}

/** Everything that came in, with what became of it; answers the inbox id of each offset. */
export async function insertInbox(
  tx: Tx,
  { from, topic, partition }: Place,
  verdicts: readonly Verdict[],
): Promise<ReadonlyMap<string, string>> {
  const column = (value: (verdict: Verdict) => string | null): Buffer => textArray(verdicts.map(value));
  const { rows } = await tx.query<{ id: string; offset: string }>(
    `insert into feedback.inbox
       (region, department, topic, partition, "offset", dedupe, event_id, event_type, message_id, outcome, fault_code,
        sentence, arrived_at, content_digest, said)
     select $1, $2, $3, $4, verdict.*
       from unnest($5::text[]::bigint[], $6::text[], $7::text[], $8::text[], $9::text[]::uuid[], $10::text[], $11::text[], $12::text[],
                   $13::text[]::timestamptz[], $14::text[], $15::text[]) as verdict
     returning id, "offset"`,
    [
      from.region,
      from.department,
      topic,
      partition,
      column(({ message }) => message.offset.toString()),
      column(({ dedupe }) => dedupe),
      column(({ reply }) => reply.eventId),
      column(({ reply }) => reply.eventType),
      column(({ reply }) => reply.messageId),
      column(({ outcome }) => outcome),
      column(({ code }) => code),
      column(({ sentence }) => sentence),
      column(({ arrivedAt }) => arrivedAt.toISOString()),
      column(({ digest }) => digest),
      column(({ said }) => said),
    ],
  );
  return new Map(rows.map(({ id, offset }) => [offset, id]));
}
