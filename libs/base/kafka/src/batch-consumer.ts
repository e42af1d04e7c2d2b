import { systemClock, type BatchHandler, type Clock, type HubError, type StartOffset } from '#base/contracts';
import { pauseFor, waitMs, type BackOff } from './backoff.js';
import type { ConsumerObserver } from './consumer-observer.js';
import { ConsumerSession, type FetchTuning } from './consumer-session.js';
import type { KafkaSettings } from './kafka-settings.js';
import { LaneSet, type StuckPartition } from './lane-set.js';
import type { PartitionFeed } from './lane-rules.js';
import { watchTopics, type TopicIds } from './topic-watch.js';

/** How a consumer fetches and how it waits after failures; durations are milliseconds. */
export interface ConsumerTuning extends FetchTuning {
  readonly backOff: BackOff;
  /** Failures in a row after which the consumer is no longer ready. */
  readonly stuckAfter: number;
}

/** About 1 000 messages of 1.2 KB a batch, and some tens of milliseconds until a new message is seen. */
export const defaultTuning: ConsumerTuning = {
  maxBytesPerPartition: 1_300_000,
  maxWaitMs: 50,
  sessionTimeoutMs: 6_000,
  heartbeatMs: 1_500,
  backOff: { firstMs: 200, maxMs: 10_000 },
  stuckAfter: 5,
};

/** Everything a consumer needs; what is optional has a sane default. */
export interface BatchConsumerOptions {
  readonly settings: KafkaSettings;
  readonly groupId: string;
  readonly handler: BatchHandler;
  readonly startOffset: StartOffset;
  /** Looked at from time to time, so that a topic made anew is noticed; closed when the consumer has stopped. */
  readonly positions?: { readonly ids: TopicIds; close(): Promise<void> };
  readonly observer?: ConsumerObserver;
  readonly tuning?: Partial<ConsumerTuning>;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** What a readiness probe wants to know. */
export interface ConsumerHealth {
  /** Member of the group, and no partition stuck. */
  readonly ready: boolean;
  readonly joined: boolean;
  readonly stuck: readonly StuckPartition[];
  /** Since when the longest batch in hand has been worked on; null while there is none. */
  readonly busySince: Date | null;
  /** When a batch last became durable. */
  readonly progressAt: Date | null;
}

const lookEveryMs = 5_000;
const reconnect: BackOff = { firstMs: 250, maxMs: 2_000 };

/**
 * Hands batches to a handler and obeys its outcome: go on, go elsewhere, try again (for ever, visibly), or stop. On
 * assignment a partition starts from the fence, not from the group's offset. A broken connection is replaced by a new one.
 */
export class BatchConsumer {
  readonly #tuning: ConsumerTuning;
  readonly #random: () => number;
  readonly #observer: ConsumerObserver;
  readonly #ending = new AbortController();
  readonly #lanes: LaneSet;
  #topics: readonly string[] = [];
  #session: ConsumerSession | null = null;
  #leftBehind: string | null = null;
  #joined = false;
  #fault: { readonly thrown: unknown } | null = null;
  #interrupt = Promise.withResolvers<null>();
  #finished: Promise<void> | null = null;

  constructor(readonly options: BatchConsumerOptions) {
    this.#tuning = { ...defaultTuning, ...options.tuning };
    this.#random = options.random ?? Math.random;
    this.#observer = options.observer ?? {};
    const rules = {
      handler: options.handler,
      startOffset: options.startOffset,
      backOff: this.#tuning.backOff,
      observer: this.#observer,
      random: this.#random,
      clock: options.clock ?? systemClock,
      stop: (thrown: unknown) => this.#stopBecause(thrown),
    };
    this.#lanes = new LaneSet(rules, (topic, partition) => this.#feed(topic, partition));
  }

  /** Begins to consume the topics, which must exist. Resolves `finished` when stopped, rejects it on a fault whose remedy is stop. */
  start(topics: readonly string[]): void {
    this.#topics = [...topics];
    this.#finished ??= this.#supervise();
  }

  /** Ends after `stop`; rejects with the fault whose remedy was stop. Left unobserved, that rejection ends the process. */
  get finished(): Promise<void> {
    return this.#finished ?? Promise.resolve();
  }

  /** Consumes other topics from now on; partitions that stay are not interrupted. */
  setTopics(topics: readonly string[]): void {
    const same =
      topics.length === this.#topics.length && topics.every((topic) => this.#topics.includes(topic));
    if (same) return;
    this.#topics = [...topics];
    this.#interrupt.resolve(null);
  }

  /** Whether this member makes progress as far as it can tell. */
  health(): ConsumerHealth {
    const stuck = this.#lanes.stuck(this.#tuning.stuckAfter);
    const { busySince, movedAt } = this.#lanes.progress();
    return {
      ready: this.#joined && stuck.length === 0,
      joined: this.#joined,
      stuck,
      busySince: busySince === null ? null : new Date(busySince),
      progressAt: movedAt === null ? null : new Date(movedAt),
    };
  }

  /** Starts no further batch, waits for those in hand, leaves the group. */
  async stop(): Promise<void> {
    this.#end();
    await this.#finished?.catch(() => undefined);
  }

  async #supervise(): Promise<void> {
    const watching = this.#watch();
    for (let attempt = 1; !this.#ending.signal.aborted; attempt++) {
      this.#interrupt = Promise.withResolvers<null>();
      const fault = this.#topics.length === 0 ? await this.#interrupt.promise : await this.#consume();
      if (this.#joined || fault === null) attempt = 0;
      this.#joined = false;
      if (fault !== null) await this.#waitToReconnect(fault, attempt + 1);
    }
    await this.#lanes.close();
    await this.#session?.end();
    await watching;
    await this.options.positions?.close();
    if (this.#fault !== null) throw this.#fault.thrown;
  }

  async #watch(): Promise<void> {
    const { positions } = this.options;
    if (positions === undefined) return;
    const { ids } = positions;
    const parts = { ids, everyMs: lookEveryMs, topics: () => this.#lanes.topics() };
    await watchTopics(parts, (topic) => this.#lanes.recheck(topic), this.#ending.signal);
  }

  /** One session: null when it was asked to end, else why it broke. */
  async #consume(): Promise<HubError | null> {
    const { settings, groupId } = this.options;
    const session = new ConsumerSession(settings, groupId, this.#tuning, {
      joined: (assignment) => {
        this.#joined = true;
        this.#leftBehind = null;
        this.#lanes.assign(assignment);
        this.#observer.onRebalance?.(assignment);
      },
      fetched: (fetched) => this.#lanes.offer(fetched),
    });
    this.#session = session;
    const fault = await Promise.race([session.run(this.#topics, this.#leftBehind), this.#interrupt.promise]);
    if (this.#ending.signal.aborted) return null;
    this.#session = null;
    if (fault !== null) this.#leftBehind = session.memberId ?? this.#leftBehind;
    await session.end();
    return fault;
  }

  async #waitToReconnect(fault: HubError, attempt: number): Promise<void> {
    if (this.#ending.signal.aborted) return;
    const wait = waitMs(reconnect, attempt, this.#random);
    this.#observer.onReconnect?.(fault, wait);
    await pauseFor(wait, this.#ending.signal);
  }

  #feed(topic: string, partition: number): PartitionFeed {
    const live = (): PartitionFeed | undefined => this.#session?.feed(topic, partition);
    return {
      seek: (offset) => live()?.seek(offset),
      pause: () => live()?.pause(),
      resume: () => live()?.resume(),
      commit: async (offset) => live()?.commit(offset),
    };
  }

  #stopBecause(thrown: unknown): void {
    this.#fault ??= { thrown };
    this.#end();
  }

  #end(): void {
    this.#ending.abort();
    this.#interrupt.resolve(null);
  }
}
