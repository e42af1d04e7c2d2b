import type { Cursor, ReadRequest, SourceDefinition, StreamDefinition } from '#base/contracts';
import type { OpenBackfill } from './backfill.js';

/** Two sweeps: a row that slips out of the live reading's sight while the backfill begins is the backfill's. */
const sweepsOfMargin = 2;

/** From where on rows are the live reading's own: so far it looks back by itself, and tells of what it finds. */
export function liveBoundary(source: SourceDefinition, now: Date): Date {
  const reachMs = Math.max(source.overlapMs, source.sweep?.windowMs ?? 0);
  const marginMs = sweepsOfMargin * (source.sweep?.everyMs ?? 0);
  return new Date(now.getTime() - source.lagMs - Math.max(reachMs - marginMs, 0));
}

/** What the next chunk reads: no more rows than a second of the budget allows. `live` is where the live reading of a `cursor` stream has got to. Null: all of the range is the live reading's. */
export function chunkOf(
  source: SourceDefinition,
  stream: StreamDefinition,
  { range, cursor, liveFrom, rowsPerSecond }: OpenBackfill & { readonly liveFrom: Date },
  live: Cursor | null,
): ReadRequest | null {
  const most = Math.max(1, Math.min(source.pageSize, rowsPerSecond));
  const chunk = { stream, after: cursor, pageSize: most, most };
  if (range.by === 'key') return { ...chunk, until: null, keys: { from: range.from, to: range.to } };
  const until = new Date(Math.min(range.to.getTime(), liveFrom.getTime() - 1));
  if (until < range.from) return null;
  const timed = { ...chunk, since: range.from, until };
  return stream.mode === 'cursor' ? { ...timed, live } : timed;
}
