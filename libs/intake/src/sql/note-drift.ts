import type { SourceId, StreamName, Tx } from '#base/contracts';
import { passes, type Difference } from '../drift/compare-shapes.js';

/** Writes down a difference: one that harms nothing as noted, any other as open, once, however often it is seen. */
export async function noteDrift(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  difference: Difference,
  at: Date,
): Promise<void> {
  const { kind, column, before, after, renamedTo } = difference;
  await tx.query(
    `insert into intake.drift as d (source, stream, kind, col, before, after, renamed_to, state, found_at, seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
     on conflict (source, stream, kind, col) where state = 'open' do update
        set after = excluded.after, renamed_to = excluded.renamed_to, seen_at = excluded.seen_at`,
    [
      source,
      stream,
      kind,
      column,
      before === null ? null : JSON.stringify(before),
      after === null ? null : JSON.stringify(after),
      renamedTo,
      passes(kind) ? 'noted' : 'open',
      at,
    ],
  );
}
