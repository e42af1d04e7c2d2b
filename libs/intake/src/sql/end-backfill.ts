import type { HubError, Queryable } from '#base/contracts';

/** Closes a backfill: read to its end, or given up with a reason. One that a person has stopped meanwhile stays stopped. */
export async function endBackfill(
  database: Queryable,
  id: string,
  state: 'done' | 'failed',
  fault: HubError | null,
  at: Date,
): Promise<void> {
  await database.query(
    `update intake.backfill set state = $2, fault_code = $3, fault_sentence = $4, ended_at = $5
      where id = $1 and state in ('requested', 'running')`,
    [id, state, fault?.code ?? null, fault?.sentence ?? null, at],
  );
}
