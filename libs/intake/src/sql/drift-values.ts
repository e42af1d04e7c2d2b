import type { SourceId, StreamName } from '#base/contracts';
import { passes, type Difference } from '../drift/compare-shapes.js';

/** A difference as the nine parameters it is written down by; one that harms nothing is noted, any other open. */
export function driftValues<Side>(
  source: SourceId,
  stream: StreamName,
  { kind, column, before, after, renamedTo }: Difference<Side>,
  at: Date,
): readonly unknown[] {
  return [
    source,
    stream,
    kind,
    column,
    before === null ? null : JSON.stringify(before),
    after === null ? null : JSON.stringify(after),
    renamedTo,
    passes(kind) ? 'noted' : 'open',
    at,
  ];
}
