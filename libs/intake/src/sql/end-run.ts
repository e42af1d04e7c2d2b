import type { HubError, Queryable } from '#base/contracts';

/** How a run ended. */
export type RunOutcome = 'stopped' | 'retried' | 'faulted';

/** Closes a run with its outcome and, where there was one, its fault. */
export async function endRun(
  database: Queryable,
  run: string,
  outcome: RunOutcome,
  fault: HubError | null,
  at: Date,
): Promise<void> {
  await database.query(
    `update intake.run
        set outcome = $2, fault_code = $3, fault_sentence = $4, ended_at = $5
      where id = $1 and outcome = 'running'`,
    [run, outcome, fault?.code ?? null, fault?.sentence ?? null, at],
  );
}
