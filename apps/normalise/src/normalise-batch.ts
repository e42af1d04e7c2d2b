import { HubError, type BatchOutcome, type ConsumedBatch, type SourceId } from '#base/contracts';
import type { TopicNames } from '#base/kafka';
import type { Telemetry } from '#base/telemetry';
import { countBreaches } from './count-breaches.js';
import type { CommitEntries, Committed } from './commit-entries.js';
import { fenceGate } from './gates.js';
import { mapBatch, setAside, type Entry, type RecordMapping } from './map-batch.js';
import type { SourceMapping } from './source-mapping.js';
import type { StreamFuses } from './stream-fuses.js';

/** Normalises one batch of one raw partition: map it, then commit everything it owes in one transaction. */
export class NormaliseBatch {
  constructor(
    private readonly topics: TopicNames,
    private readonly mapping: SourceMapping,
    private readonly commits: CommitEntries,
    private readonly fuses: StreamFuses,
    private readonly telemetry: Telemetry,
  ) {}

  async handle(batch: ConsumedBatch): Promise<BatchOutcome> {
    const source = this.#sourceOf(batch.topic);
    const mapping = await this.mapping.of(source);
    const started = performance.now();
    return this.#commit(source, batch, mapping, mapBatch(source, batch, mapping), started);
  }

  /** Parks what processes have died over, without looking into it. */
  async park(batch: ConsumedBatch): Promise<BatchOutcome> {
    const source = this.#sourceOf(batch.topic);
    const mapping = await this.mapping.of(source);
    return this.#commit(source, batch, mapping, setAside(source, batch), performance.now());
  }

  async #commit(
    source: SourceId,
    batch: ConsumedBatch,
    mapping: RecordMapping,
    all: readonly Entry[],
    started: number,
  ): Promise<BatchOutcome> {
    const entries = this.fuses.cut(source, all);
    const beyond = all[entries.length];
    if (beyond !== undefined && entries.length === 0) return { nextOffset: beyond.offset };
    try {
      const order = { source, waits: mapping.waits };
      const done = await this.commits.commit(source, entries, fenceGate(batch, order));
      await this.#note(source, entries, done);
      this.#tell(source, entries, done, (performance.now() - started) / 1000);
    } catch (thrown) {
      return this.#rewind(thrown);
    }
    if (beyond !== undefined) return { nextOffset: beyond.offset };
    const last = batch.messages.at(-1);
    return { nextOffset: last === undefined ? batch.highWatermark : last.offset + 1n };
  }

  /** The batch is durable: a fuse that cannot be told of it loses a count, and nothing else. */
  async #note(source: SourceId, entries: readonly Entry[], { refused }: Committed): Promise<void> {
    await this.fuses
      .note(source, entries, refused)
      .catch((thrown: unknown) => this.telemetry.log.fault(thrown));
  }

  /** A gap is an alarm, not a shrug: it is logged and counted, and the consumer goes back to the fence. */
  #rewind(thrown: unknown): BatchOutcome {
    if (!(thrown instanceof HubError) || thrown.code !== 'HUB_OFFSET_GAP') throw thrown;
    this.telemetry.log.fault(thrown);
    this.telemetry.metrics.count('hub_faults_total', { stage: 'normalise', code: thrown.code });
    return { nextOffset: BigInt(thrown.facts['expected'] ?? 0) };
  }

  #sourceOf(topic: string): SourceId {
    const meaning = this.topics.parse(topic);
    if (meaning?.family === 'raw') return meaning.source;
    throw new HubError('HUB_TOPIC_WITHOUT_HANDLER', `主题 ${topic} 不是原始主题，归一进程不应订阅它。`, {
      topic,
    });
  }

  #tell(source: SourceId, entries: readonly Entry[], done: Committed, seconds: number): void {
    const { metrics } = this.telemetry;
    metrics.observe('hub_stage_duration_seconds', { stage: 'normalise' }, seconds);
    for (const [stream, count] of tally(entries, done.waiting))
      metrics.count('hub_records_unified_total', { source, stream }, count);
    for (const stream of done.waiting)
      metrics.count('hub_records_parked_total', { source, stream, code: 'HUB_EARLIER_PARKED' });
    for (const stream of done.passed) metrics.count('hub_records_passed_total', { source, stream });
    if (done.passed.length > 0) {
      const sentence = `${done.passed.length} 条记录越过了同一办件在前的隔离记录：等候的已达约定的上限，请尽快处理隔离`;
      this.telemetry.log.warn(sentence, { source });
    }
    for (const entry of entries) {
      if (!('parked' in entry)) continue;
      const { code, stream } = entry.parked;
      metrics.count('hub_records_parked_total', { source, stream: stream ?? '', code });
    }
    countBreaches(metrics, done.breaches);
    if (done.messages > 0) {
      this.telemetry.log.info(`办结许可已决定推送：${done.messages} 条消息写入发件箱`, { source });
    }
  }
}

/** How many records of each stream are unified: those that were mapped, but for those that wait. */
function tally(entries: readonly Entry[], waiting: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (stream: string, count: number) => counts.set(stream, (counts.get(stream) ?? 0) + count);
  for (const entry of entries) if ('put' in entry) add(entry.put.stream, 1);
  for (const stream of waiting) add(stream, -1);
  return counts;
}
