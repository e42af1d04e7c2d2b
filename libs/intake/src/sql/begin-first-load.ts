import type { Queryable, SourceId, StreamName } from '#base/contracts';

/** Notes the instant of the source's clock at which the first load of streams began; one that is noted stays. */
export async function beginFirstLoad(
  database: Queryable,
  source: SourceId,
  streams: readonly StreamName[],
  at: Date,
): Promise<void> {
  await database.query(
    `update intake.checkpoint set tell_from = $3
      where source = $1 and stream = any ($2::text[]) and tell_from is null and drained_until is null`,
    [source, streams, at],
  );
}
