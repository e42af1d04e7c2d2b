import type { Clock, SourceId, Transactions } from '#base/contracts';
import { noteFuse, readHeldStreams, type FuseLimits, type FuseSlice } from '#base/postgres';
import type { Telemetry } from '#base/telemetry';
import { streamOf, type Entry } from './map-batch.js';

/** When a fuse blows, and how many records already on their way may still be parked then. */
export interface FuseSettings extends FuseLimits {
  readonly inFlight: number;
}

/**
 * The fuses of the streams this process works on. A batch in which nothing is parked costs no statement: it is only counted here, and
 * told with the next batch in which something is. Whether a stream is held is known by all processes within one refresh.
 */
export class StreamFuses {
  /** Source and stream → how many records may still be parked. */
  #held: ReadonlyMap<string, number> = new Map();
  readonly #clean = new Map<string, number>();

  constructor(
    private readonly database: Transactions,
    private readonly settings: FuseSettings,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
  ) {}

  /** Looks up which streams are held; somebody may have reset a fuse. */
  async refresh(): Promise<void> {
    const held = await readHeldStreams(this.database, null);
    this.#held = new Map(
      held.map(({ source, stream, parkedSince }) => [
        keyOf(source, stream),
        this.settings.inFlight - parkedSince,
      ]),
    );
  }

  /** The entries up to the first that a held stream would park beyond what may still be parked. */
  cut(source: SourceId, entries: readonly Entry[]): readonly Entry[] {
    if (this.#held.size === 0) return entries;
    const left = new Map(this.#held);
    const end = entries.findIndex((entry) => {
      if (!('parked' in entry)) return false;
      const key = keyOf(source, entry.parked.stream ?? '');
      const allowed = left.get(key);
      if (allowed === undefined) return false;
      left.set(key, allowed - 1);
      return allowed <= 0;
    });
    return end < 0 ? entries : entries.slice(0, end);
  }

  /** Tells what became of a batch; `refused` are the streams of records that PostgreSQL refused, one each. */
  async note(source: SourceId, entries: readonly Entry[], refused: readonly string[]): Promise<void> {
    for (const [stream, batch] of tally(entries, refused)) {
      const key = keyOf(source, stream);
      const clean = this.#clean.get(key) ?? 0;
      if (batch.parked === 0) {
        this.#clean.set(key, Math.min(clean + batch.seen, this.settings.window));
        continue;
      }
      this.#clean.delete(key);
      const note = { source, stream, clean, batch };
      const { blown, parkedSince } = await noteFuse(this.database, note, this.settings, this.clock.now());
      if (parkedSince !== null)
        this.#held = new Map(this.#held).set(key, this.settings.inFlight - parkedSince);
      if (blown !== null) this.telemetry.log.warn(blown, { source, stream });
    }
  }
}

function keyOf(source: string, stream: string): string {
  return `${source} ${stream}`;
}

function tally(entries: readonly Entry[], refused: readonly string[]): ReadonlyMap<string, FuseSlice> {
  const counts = new Map<string, { seen: number; parked: number }>();
  const of = (stream: string) => {
    const found = counts.get(stream) ?? { seen: 0, parked: 0 };
    counts.set(stream, found);
    return found;
  };
  for (const entry of entries) {
    const count = of(streamOf(entry));
    count.seen += 1;
    if ('parked' in entry) count.parked += 1;
  }
  for (const stream of refused) of(stream).parked += 1;
  return counts;
}
