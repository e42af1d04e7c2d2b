import type { Admin, ListOffsetTimestampValue } from '@platformatic/kafka';
import { systemClock, type Clock } from '#base/contracts';
import { brokerFault } from './broker-faults.js';
import { openAdmin } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';

/** A group and a topic it should consume. */
export interface GroupTopic {
  readonly group: string;
  readonly topic: string;
}

/** How far a group is behind on a topic: messages, and the age of the oldest it has not consumed. */
export interface ConsumerLag extends GroupTopic {
  readonly messages: number;
  readonly seconds: number;
}

interface Behind extends GroupTopic {
  readonly partition: number;
  readonly next: bigint;
  readonly end: bigint;
}

interface Search {
  readonly behind: Behind;
  /** Timestamps: the oldest unconsumed message is not older than `from` and not younger than `to`. */
  from: number;
  to: number;
}

/** Nothing is looked for further back. */
const horizonMs = 90 * 86_400_000;
/** Precision of the age: a quarter second, or 2 % of the age. */
const fineMs = 250;

/**
 * Reads consumer lag with the right to describe only: the age is found by asking which offset belongs to which time, never
 * by reading a message.
 */
export class LagReader {
  #admin: Promise<Admin> | null = null;

  constructor(
    private readonly settings: KafkaSettings,
    readonly clock: Clock = systemClock,
  ) {}

  /** Lag of each pair, in the order given. A group that never committed is behind by the whole topic. */
  async read(pairs: readonly GroupTopic[]): Promise<readonly ConsumerLag[]> {
    if (pairs.length === 0) return [];
    try {
      const behind = await this.#behind(pairs);
      const ages = await this.#ages(behind.filter(({ next, end }) => next < end));
      return pairs.map(({ group, topic }) => {
        const own = behind.filter((one) => one.group === group && one.topic === topic);
        const messages = own.reduce((sum, { next, end }) => sum + Number(end > next ? end - next : 0n), 0);
        return { group, topic, messages, seconds: Math.max(0, ...own.map((one) => ages.get(one) ?? 0)) };
      });
    } catch (thrown) {
      throw brokerFault(thrown, 'HUB_BROKER_UNREACHABLE', '无法读取消费积压，请检查 Kafka 与账号权限');
    }
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    await (await this.#admin)?.close();
  }

  #opened(): Promise<Admin> {
    return (this.#admin ??= openAdmin(this.settings, 2));
  }

  async #behind(pairs: readonly GroupTopic[]): Promise<readonly Behind[]> {
    const { ListOffsetTimestamps } = await import('@platformatic/kafka');
    const topics = [...new Set(pairs.map(({ topic }) => topic))];
    const [ends, starts, committed] = await Promise.all([
      this.#edges(topics, ListOffsetTimestamps.LATEST),
      this.#edges(topics, ListOffsetTimestamps.EARLIEST),
      this.#committed([...new Set(pairs.map(({ group }) => group))]),
    ]);
    return pairs.flatMap(({ group, topic }) =>
      [...ends].flatMap(([key, end]) => {
        if (end.topic !== topic) return [];
        const next = committed.get(`${group}/${key}`) ?? starts.get(key)?.offset ?? 0n;
        return [{ group, topic, partition: end.partition, next, end: end.offset }];
      }),
    );
  }

  async #edges(topics: readonly string[], timestamp: ListOffsetTimestampValue) {
    const admin = await this.#opened();
    const metadata = await admin.metadata({ topics: [...topics] });
    const wanted = topics.map((name) => {
      const count = metadata.topics.get(name)?.partitionsCount ?? 0;
      return {
        name,
        partitions: Array.from({ length: count }, (_, partitionIndex) => ({ partitionIndex, timestamp })),
      };
    });
    return this.#offsets(wanted);
  }

  async #offsets(topics: Parameters<Admin['listOffsets']>[0]['topics']) {
    const admin = await this.#opened();
    const edges = new Map<string, { topic: string; partition: number; offset: bigint }>();
    for (const { name, partitions } of await admin.listOffsets({ topics })) {
      for (const { partitionIndex, offset } of partitions) {
        edges.set(`${name}/${partitionIndex}`, { topic: name, partition: partitionIndex, offset });
      }
    }
    return edges;
  }

  async #committed(groups: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    const admin = await this.#opened();
    const offsets = new Map<string, bigint>();
    for (const { groupId, topics } of await admin.listConsumerGroupOffsets({ groups: [...groups] })) {
      for (const { name, partitions } of topics) {
        for (const { partitionIndex, committedOffset } of partitions) {
          if (committedOffset >= 0n) offsets.set(`${groupId}/${name}/${partitionIndex}`, committedOffset);
        }
      }
    }
    return offsets;
  }

  /** Ages in seconds, by bisection over time; one request a step for all partitions of the same topic. */
  async #ages(behind: readonly Behind[]): Promise<ReadonlyMap<Behind, number>> {
    const now = this.clock.now().getTime();
    const searches = behind.map((one): Search => ({ behind: one, from: now - horizonMs, to: now }));
    for (let open = searches; open.length > 0; open = open.filter((search) => !fineEnough(search, now))) {
      await Promise.all(open.map((search) => this.#halve(search, now)));
    }
    return new Map(searches.map(({ behind: one, from, to }) => [one, (now - (from + to) / 2) / 1000]));
  }

  async #halve(search: Search, now: number): Promise<void> {
    const middle = now - Math.round(Math.sqrt(Math.max(1, now - search.from) * Math.max(1, now - search.to)));
    const { topic, partition, next } = search.behind;
    const timestamp = BigInt(middle);
    const found = await this.#offsets([
      { name: topic, partitions: [{ partitionIndex: partition, timestamp }] },
    ]);
    const offset = found.get(`${topic}/${partition}`)?.offset ?? -1n;
    if (offset >= 0n && offset <= next) search.from = middle;
    else search.to = middle;
  }
}

function fineEnough({ from, to }: Search, now: number): boolean {
  return to - from <= Math.max(fineMs, (now - to) / 50);
}
