import type { Batch, Consumer, KafkaMessage } from 'kafkajs';
import type { ConsumedBatch, ConsumedMessage, HubError } from '#base/contracts';
import { brokerFault } from './broker-faults.js';
import { consumingClient } from './clients.js';
import { awaitCoordinator } from './group-coordinator.js';
import { removeMember } from './group-member.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { Assignment } from './lane-set.js';
import type { FetchedBatch, PartitionFeed } from './partition-lane.js';

/** How a group member fetches. */
export interface FetchTuning {
  readonly maxBytesPerPartition: number;
  readonly maxWaitMs: number;
  readonly sessionTimeoutMs: number;
  readonly heartbeatMs: number;
}

/** What a session tells its owner. */
export interface SessionListener {
  joined(assignment: Assignment): void;
  /** False refuses the batch: it is fetched again. */
  fetched(fetched: FetchedBatch): boolean;
}

/** More than a member ever has; handing over to a lane takes no time, so this only spares a queue. */
const concurrentPartitions = 64;

/** One membership in a consumer group, from join to break. It never repairs itself: its owner opens the next one. */
export class ConsumerSession {
  readonly #consumer: Consumer;
  readonly #broken = Promise.withResolvers<HubError>();
  #live = false;
  #ended = false;
  #opening: Promise<void> = Promise.resolve();
  #memberId: string | null = null;

  constructor(
    readonly settings: KafkaSettings,
    readonly groupId: string,
    readonly tuning: FetchTuning,
    readonly listener: SessionListener,
  ) {
    this.#consumer = consumingClient(settings).consumer({
      groupId,
      maxBytesPerPartition: tuning.maxBytesPerPartition,
      maxWaitTimeInMs: tuning.maxWaitMs,
      sessionTimeout: tuning.sessionTimeoutMs,
      rebalanceTimeout: tuning.sessionTimeoutMs * 2,
      heartbeatInterval: tuning.heartbeatMs,
      metadataMaxAge: 30_000,
      allowAutoTopicCreation: false,
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 1_000,
        retries: 6,
        restartOnFailure: () => Promise.resolve(false),
      },
    });
    this.#consumer.on('consumer.group_join', ({ payload }) => {
      if (this.#ended) return;
      this.#live = true;
      this.#memberId = payload.memberId;
      listener.joined(payload.memberAssignment);
    });
    this.#consumer.on('consumer.crash', ({ payload }) => this.#broken.resolve(this.#fault(payload.error)));
  }

  /** The id the group knows this member by; null before it has joined. */
  get memberId(): string | null {
    return this.#memberId;
  }

  /**
   * Joins the group; resolves with the fault when the membership breaks. `predecessor` is the id of this consumer's broken
   * membership: it is taken out of the group, which would otherwise wait for it until its session has timed out.
   */
  async run(topics: readonly string[], predecessor: string | null): Promise<HubError> {
    this.#opening = this.#open(topics, predecessor);
    try {
      await this.#opening;
    } catch (thrown) {
      return this.#fault(thrown);
    }
    return this.#broken.promise;
  }

  /** Told to end meanwhile, it goes no further: a client that joins after its end would be a member for ever. */
  async #open(topics: readonly string[], predecessor: string | null): Promise<void> {
    const { settings, groupId } = this;
    const steps = [
      () => awaitCoordinator(settings, groupId),
      () => this.#consumer.connect(),
      () => (predecessor === null ? Promise.resolve() : removeMember(settings, groupId, predecessor)),
      () => this.#consumer.subscribe({ topics: [...topics], fromBeginning: true }),
      () => this.#consume(),
    ];
    for (const step of steps) {
      if (this.#ended) return;
      await step();
    }
  }

  #consume(): Promise<void> {
    return this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrentPartitions,
      eachBatch: (payload) => {
        const { batch } = payload;
        const current = payload.isRunning() && !payload.isStale();
        if (current && this.listener.fetched(toFetched(batch))) payload.resolveOffset(batch.lastOffset());
        return Promise.resolve();
      },
    });
  }

  /** Leaves the group and closes the connections; one that is being opened comes to its next step first. */
  async end(): Promise<void> {
    this.#live = false;
    this.#ended = true;
    await this.#opening.catch(() => undefined);
    await this.#consumer.disconnect().catch(() => undefined);
  }

  /** What a lane may ask of this session; nothing happens before it has joined and after it has ended. */
  feed(topic: string, partition: number): PartitionFeed {
    const here = [{ topic, partitions: [partition] }];
    return {
      seek: (offset) => this.#live && this.#consumer.seek({ topic, partition, offset: offset.toString() }),
      pause: () => this.#live && this.#consumer.pause(here),
      resume: () => this.#live && this.#consumer.resume(here),
      commit: async (offset) => {
        if (!this.#live) return;
        const position = { topic, partition, offset: offset.toString() };
        await this.#consumer.commitOffsets([position]).catch(() => undefined);
      },
    };
  }

  #fault(thrown: unknown): HubError {
    const sentence = '消费组连接中断，系统会自动重建连接，请检查 Kafka 与账号权限';
    return brokerFault(thrown, 'HUB_BROKER_UNREACHABLE', sentence, { group: this.groupId });
  }
}

function toFetched(batch: Batch): FetchedBatch {
  const asked: unknown = Reflect.get(batch, 'fetchedOffset');
  const askedOffset = BigInt(typeof asked === 'string' ? asked : (batch.firstOffset() ?? '0'));
  return { batch: toConsumed(batch, askedOffset), askedOffset, endOffset: BigInt(batch.lastOffset()) + 1n };
}

function toConsumed(batch: Batch, fetchedFrom: bigint): ConsumedBatch {
  return {
    topic: batch.topic,
    partition: batch.partition,
    messages: batch.messages.map(toMessage),
    highWatermark: BigInt(batch.highWatermark),
    fetchedFrom,
  };
}

function toMessage(message: KafkaMessage): ConsumedMessage {
  return {
    offset: BigInt(message.offset),
    key: message.key?.toString('utf8') ?? null,
    value: message.value,
    headers: toHeaders(message.headers),
    timestamp: Number(message.timestamp),
  };
}

function toHeaders(headers: KafkaMessage['headers']): Readonly<Record<string, string>> {
  const texts = Object.entries(headers ?? {}).flatMap(([name, given]) => {
    const value = Array.isArray(given) ? given.at(-1) : given;
    if (value === undefined) return [];
    return [[name, typeof value === 'string' ? value : value.toString('utf8')] as const];
  });
  return Object.fromEntries(texts);
}
