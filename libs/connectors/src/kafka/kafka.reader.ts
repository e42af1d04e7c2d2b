import type {
  CheckLine,
  Clock,
  Page,
  RawRow,
  ReadRequest,
  SourceDefinition,
  SourceReader,
  StreamDefinition,
} from '#base/contracts';
import { invalidKey } from '../setting-schema.js';
import { checkKafka } from './check.js';
import type { Cluster } from './cluster.js';
import { readTopic } from './read-topic.js';
import type { KafkaStreamSettings } from './settings.js';
import { unwrap, type Unwrapped } from './unwrap.js';

/** Everything a reader is made of. */
export interface KafkaReaderParts {
  readonly source: SourceDefinition;
  readonly cluster: Cluster;
  readonly streams: ReadonlyMap<string, KafkaStreamSettings>;
  readonly clock: Clock;
}

const sampleMessages = 10n;

/** A department's topics, open for reading. */
export class KafkaReader implements SourceReader {
  readonly #parts: KafkaReaderParts;
  readonly #closed = new AbortController();

  constructor(parts: KafkaReaderParts) {
    this.#parts = parts;
  }

  /** Brokers tell no time and a topic is bounded by offsets, so the hub's own clock stands in. */
  now(): Promise<Date> {
    return Promise.resolve(this.#parts.clock.now());
  }

  /** `until` and `since` mean nothing here: a read goes from the checkpoint's offsets to the ends the topic has when it begins. */
  read(request: ReadRequest, signal: AbortSignal): AsyncGenerator<Page> {
    const { source, cluster } = this.#parts;
    const settings = this.#settings(request.stream);
    const either = AbortSignal.any([signal, this.#closed.signal]);
    return readTopic({ source: source.id, cluster, settings, request, signal: either });
  }

  acknowledge(stream: StreamDefinition, _rows: readonly RawRow[]): Promise<void> {
    const at = `streams.${stream.name}.mode`;
    return Promise.reject(invalidKey(this.#parts.source, at, 'Kafka 数据流不能回写标志'));
  }

  check(): Promise<readonly CheckLine[]> {
    const { source, cluster } = this.#parts;
    return checkKafka({
      sourceName: source.name,
      cluster,
      streams: source.streams.map((stream) => [stream, this.#settings(stream)] as const),
      sample: (stream) => this.#sample(stream),
    });
  }

  async columns(stream: StreamDefinition): Promise<readonly string[]> {
    const sample = await this.#sample(stream);
    const fields = sample.flatMap((one) => (one !== null && 'fields' in one ? Object.keys(one.fields) : []));
    return [...new Set(fields)];
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#parts.cluster.close();
  }

  /** The newest messages, ten at most over all partitions. */
  async #sample(stream: StreamDefinition): Promise<readonly Unwrapped[]> {
    const { cluster } = this.#parts;
    const settings = this.#settings(stream);
    const state = await cluster.state(settings.topic);
    const sample: Unwrapped[] = [];
    for (const { partition, leader, earliest, end } of state.partitions) {
      const wanted = sampleMessages - BigInt(sample.length);
      const from = end - wanted > earliest ? end - wanted : earliest;
      if (from >= end || wanted <= 0n) continue;
      const place = { topicId: state.id, topic: settings.topic, partition, leader, from };
      const { messages } = await cluster.fetch(place);
      const read = messages.map((message) => unwrap(message, stream.key, settings));
      sample.push(...read.filter((one) => one !== null));
    }
    return sample.slice(0, Number(sampleMessages));
  }

  #settings(stream: StreamDefinition): KafkaStreamSettings {
    const settings = this.#parts.streams.get(stream.name);
    if (settings !== undefined) return settings;
    throw invalidKey(this.#parts.source, 'streams', `没有数据流 ${stream.name}`);
  }
}
