import type { SourceId, StreamName, Tx } from '#base/contracts';
import type { DeclaredDifference } from '../drift/compare-declared.js';
import { driftValues } from './drift-values.js';

/** Writes down how a declaration differs: what harms nothing as noted, any other as open, once, together with what rows show of it. */
export async function noteDeclared(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  difference: DeclaredDifference,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into intake.drift as d (source, stream, kind, col, declared_before, declared_after, renamed_to, state, found_at, seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
     on conflict (source, stream, kind, col) where state = 'open' do update
        set declared_before = excluded.declared_before, declared_after = excluded.declared_after,
            renamed_to = excluded.renamed_to, seen_at = excluded.seen_at`,
    driftValues(source, stream, difference, at),
  );
}
