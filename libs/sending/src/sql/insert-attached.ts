import { attachedDigests, type PlannedMessage, type Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** What the messages carry: from now on nobody removes it. */
export async function insertAttached(tx: Tx, messages: readonly PlannedMessage[]): Promise<void> {
  const named = messages.flatMap(({ id, body }) => attachedDigests(body).map((sha256) => ({ id, sha256 })));
  if (named.length === 0) return;
  await tx.query(
    `insert into feedback.message_attachment (message_id, sha256)
     select * from unnest($1::text[]::uuid[], $2::text[])`,
    [textArray(named.map(({ id }) => id)), textArray(named.map(({ sha256 }) => sha256))],
  );
}
