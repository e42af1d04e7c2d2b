import type { SourceId, StreamDefinition, Tx } from '#base/contracts';

/**
 * Gives a stream its checkpoint; `restart` sets an existing one back to the beginning and leaves its counts. Only then, or in another mode, is it
 * taken from whoever reads by the former definition: another budget or name disturbs no reading.
 */
export async function ensureCheckpoint(
  tx: Tx,
  source: SourceId,
  stream: StreamDefinition,
  restart: boolean,
): Promise<void> {
  await tx.query(
    `insert into intake.checkpoint as c (source, stream, mode) values ($1, $2, $3)
     on conflict (source, stream) do update
        set mode = excluded.mode,
            version = c.version + 1,
            cursor = case when $4 then null else c.cursor end,
            cursor_at = case when $4 then null else c.cursor_at end,
            drained_at = case when $4 then null else c.drained_at end,
            drained_until = case when $4 then null else c.drained_until end,
            tell_from = case when $4 then null else c.tell_from end
      where $4 or c.mode is distinct from excluded.mode`,
    [source, stream.name, stream.mode, restart],
  );
}
