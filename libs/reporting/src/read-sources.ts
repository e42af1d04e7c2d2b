import { brandAs, recordCauses, type ParkedCause, type Queryable, type SourceId } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { judgeHealth, type HealthFacts, type SourceHealth } from './source-health.js';
import { countDrift } from './sql/count-drift.js';
import { countParked } from './sql/count-parked.js';
import { selectFences } from './sql/select-fences.js';
import { selectHealth } from './sql/select-health.js';
import { selectSources, type SourceRow } from './sql/select-sources.js';
import { selectStreams, type StreamRow } from './sql/select-streams.js';

/** One stream as people see it; `freshness` is the age in seconds of the last proof that it was read up. */
export interface StreamStatus {
  readonly stream: string;
  readonly table: string | null;
  readonly mode: string | null;
  readonly read: number;
  readonly repeated: number;
  readonly progressAt: Date | null;
  readonly drainedAt: Date | null;
  readonly freshness: number | null;
  /** Since when it is held because too many of its records were parked; null while it goes on. */
  readonly heldAt: Date | null;
}

/**
 * One source as people see it. `read` counts rows that reached the broker (those recognised as repeats before it are `repeated`), so read =
 * unified + unchanged + waiting + parked by reading or mapping. A record parked by routing is both unified and parked.
 */
export interface SourceStatus {
  readonly source: string;
  readonly name: string;
  readonly connector: string;
  readonly standard: string;
  readonly generation: string;
  /** Where it is in its life: draft, checked, previewed, enabled, paused or retired. */
  readonly state: string;
  readonly enabled: boolean;
  readonly fault: { readonly code: string; readonly sentence: string } | null;
  readonly health: SourceHealth;
  /** Differences from its contracts that wait for a decision. */
  readonly openDrift: number;
  /** The collector that reads it now. */
  readonly owner: string | null;
  readonly read: number;
  readonly repeated: number;
  readonly unified: number;
  readonly unchanged: number;
  readonly parked: number;
  /** Rows on the raw topic that are no records yet. */
  readonly waiting: number;
  /** Of the least fresh stream; null while one was never read up. */
  readonly freshness: number | null;
  readonly progressAt: Date | null;
  readonly streams: readonly StreamStatus[];
}

/** Every source with its streams and counts. */
export async function readSources(database: Queryable, topics: TopicNames): Promise<readonly SourceStatus[]> {
  const sources = await selectSources(database);
  const health = await selectHealth(database);
  const drift = await countDrift(database);
  const topicOf = (source: string): string => topics.raw(brandAs<SourceId>(source));
  const streams = await selectStreams(database);
  const fences = await selectFences(
    database,
    sources.map(({ id }) => topicOf(id)),
  );
  const parked = await countParked(database);
  return sources.map((source) => {
    const own = parked.filter((each) => each.source === source.id && isRecord(each.cause));
    const fence = fences.find(({ topic }) => topic === topicOf(source.id)) ?? {
      taken: 0,
      unified: 0,
      unchanged: 0,
    };
    return describe(source, {
      health: judged(health.get(source.id)),
      openDrift: drift.find((each) => each.source === source.id)?.open ?? 0,
      streams: streams.filter((stream) => stream.source === source.id),
      parked: sum(own.map((each) => each.parked)),
      ...fence,
    });
  });
}

/** A source that was loaded between the two questions is not judged yet. */
function judged(facts: HealthFacts | undefined): SourceHealth {
  if (facts !== undefined) return judgeHealth(facts);
  return { state: 'starting', healthy: true, sentence: '刚登记', nextAt: null, throttledBy: null };
}

interface SourceCounts {
  readonly health: SourceHealth;
  readonly openDrift: number;
  readonly streams: readonly StreamRow[];
  readonly taken: number;
  readonly unified: number;
  readonly unchanged: number;
  readonly parked: number;
}

function describe(row: SourceRow, counts: SourceCounts): SourceStatus {
  const read = sum(counts.streams.map(({ published }) => published));
  const ages = counts.streams.map(({ freshness }) => freshness);
  const moved = counts.streams.flatMap(({ progress_at }) => progress_at ?? []);
  return {
    source: row.id,
    name: row.name,
    connector: row.connector,
    standard: row.standard,
    generation: row.generation,
    state: row.state,
    enabled: row.enabled,
    fault: row.fault_code === null ? null : { code: row.fault_code, sentence: row.fault_sentence ?? '' },
    health: counts.health,
    openDrift: counts.openDrift,
    owner: row.owner,
    read,
    repeated: sum(counts.streams.map(({ repeated }) => repeated)),
    unified: counts.unified,
    unchanged: counts.unchanged,
    parked: counts.parked,
    waiting: Math.max(read - counts.taken, 0),
    freshness: ages.reduce<number | null>(
      (worst, age) => (worst === null || age === null ? null : Math.max(worst, age)),
      0,
    ),
    progressAt: moved.sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
    streams: counts.streams.map((stream) => ({
      stream: stream.stream,
      table: stream.table,
      mode: stream.mode,
      read: stream.published,
      repeated: stream.repeated,
      progressAt: stream.progress_at,
      drainedAt: stream.drained_at,
      freshness: stream.freshness,
      heldAt: stream.held_at,
    })),
  };
}

/** Records of the source, in whatever stage they were refused; its own fault is no record. */
function isRecord(cause: ParkedCause): boolean {
  return cause === 'route' || recordCauses.includes(cause);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
