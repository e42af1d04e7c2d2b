import type { SourceId, Tx } from '#base/contracts';

/** Ends the rest of a source: no back-off, a closed breaker, and a note that makes its collector take it anew. */
export async function askRetry(tx: Tx, source: SourceId): Promise<void> {
  await tx.query('update intake.source set faulted_at = null, next_try_at = now() where id = $1', [source]);
  await tx.query(
    `insert into intake.health (source, retry_asked_at) values ($1, now())
     on conflict (source) do update
        set failures = '{}', openings = 0, open_until = null, trial = false, retry_asked_at = now()`,
    [source],
  );
}

/** Whether the breaker keeps the source closed now. */
export async function hasOpenBreaker(tx: Tx, source: SourceId): Promise<boolean> {
  const { rows } = await tx.query('select from intake.health where source = $1 and open_until > now()', [
    source,
  ]);
  return rows.length > 0;
}
