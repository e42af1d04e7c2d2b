import { isUtf8 } from 'node:buffer';
import type { Batch, Consumer } from 'kafkajs';
import type { ConsumedBatch, ConsumedMessage, HubError } from '#base/contracts';
import type { FetchedMessage, UnreadableRange } from './batches/kafkajs-fetch.js';
import { brokerFault, errorMarks } from './broker-faults.js';
import { consumingClient } from './clients.js';
import { awaitCoordinator } from './group-coordinator.js';
import { removeMember } from './group-member.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { Assignment } from './lane-set.js';
import type { FetchedBatch, PartitionFeed } from './lane-rules.js';

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
      async () => (await import('./batches/kafkajs-fetch.js')).installFetchReader(),
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
    const refused = errorMarks(thrown).some((mark) => mark.endsWith('AUTHORIZATION_FAILED'));
    const sentence = refused
      ? '消息队列没有授予本进程读取主题或消费组的权限，系统会自动重试，请核对账号的授权'
      : '读取消息时出现没有预料到的错误，系统会自动重新加入消费组；反复出现时请保存日志，交给枢纽的维护人员';
    return brokerFault(thrown, 'HUB_BROKER_UNREACHABLE', sentence, { group: this.groupId });
  }
}

function toFetched(batch: Batch): FetchedBatch {
  const asked: unknown = Reflect.get(batch, 'fetchedOffset');
  const askedOffset = BigInt(typeof asked === 'string' ? asked : (batch.firstOffset() ?? '0'));
  return { batch: toConsumed(batch, askedOffset), askedOffset, endOffset: BigInt(batch.lastOffset()) + 1n };
}

function toConsumed(batch: Batch, fetchedFrom: bigint): ConsumedBatch {
  const { topic, partition } = batch;
  // The answer was read by this room, see installFetchReader.
  const messages: readonly unknown[] = batch.messages;
  return {
    topic,
    partition,
    messages: messages.map((message) => toMessage(message as FetchedMessage, topic, partition)),
    highWatermark: BigInt(batch.highWatermark),
    fetchedFrom,
  };
}

function toMessage(message: FetchedMessage, topic: string, partition: number): ConsumedMessage {
  const offset = BigInt(message.offset);
  const consumed = {
    offset,
    key: textOf(message.key),
    value: message.value,
    headers: toHeaders(message.headers),
    timestamp: Number(message.timestamp),
  };
  if (message.unreadable === null) return consumed;
  return { ...consumed, unreadable: unreadableOf(message.unreadable, topic, partition, offset) };
}

function unreadableOf({ from, reason }: UnreadableRange, topic: string, partition: number, last: bigint) {
  const offsets = from === last ? `${from}` : `${from} 至 ${last}`;
  const sentence = `主题 ${topic} 分区 ${partition} 位点 ${offsets} 的一批消息无法解读：${reason}；其后的消息照常处理，请写入方改正后重新发送这一批。`;
  return { from, sentence };
}

/** The last value of each name that is UTF-8; foreign programs put bytes of their own beside what the hub reads. */
function toHeaders(headers: FetchedMessage['headers']): Readonly<Record<string, string>> {
  const texts = headers.flatMap(([name, value]) => {
    const text = textOf(value);
    return text === null ? [] : [[name.toString('utf8'), text] as const];
  });
  return Object.fromEntries(texts);
}

function textOf(bytes: Buffer | null): string | null {
  return bytes !== null && isUtf8(bytes) ? bytes.toString('utf8') : null;
}
