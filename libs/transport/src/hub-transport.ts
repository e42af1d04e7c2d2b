import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { HubError, type BatchOutcome, type ConsumedBatch } from '#base/contracts';
import {
  BatchConsumer,
  listTopics,
  TopicNames,
  type BatchConsumerOptions,
  type ConsumerHealth,
} from '#base/kafka';
import { BatchContext } from './batch-handler.js';
import { choosePattern } from './topic-pattern.js';

/** A consumer whose handlers are the controllers' `@OnBatch` methods. */
export interface HubTransportOptions extends Omit<BatchConsumerOptions, 'handler'> {
  /** Topics to consume, full names; by default every visible topic that a handler's pattern fits. */
  readonly topics?: () => Promise<readonly string[]>;
}

/**
 * Nest transport that hands whole batches to handlers and obeys their outcome (see BatchConsumer). A wanted topic without a
 * handler is a start-up error. Pass it as `strategy`; await `finished` beside `listen`, and call `refresh` when topics appear.
 */
export class HubTransport extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly #consumer: BatchConsumer;
  readonly #names: TopicNames;

  constructor(readonly options: HubTransportOptions) {
    super();
    this.#names = new TopicNames(options.settings.topicPrefix);
    this.#consumer = new BatchConsumer({
      ...options,
      handler: (batch, signal) => this.#dispatch(batch, signal),
    });
  }

  /**
   * Called by Nest: finds the topics and begins to consume; a fault reaches the caller of `listen`. Brokers that are away are
   * no such fault: the next `refresh` finds the topics.
   */
  async listen(callback: (fault?: unknown) => void): Promise<void> {
    try {
      this.#consumer.start(await this.#topicsOrNone());
    } catch (fault) {
      return callback(fault);
    }
    callback();
  }

  /** Called by Nest: waits for the batches in hand. */
  close(): Promise<void> {
    return this.#consumer.stop();
  }

  /** Consumes topics that have appeared since; resolves with all topics consumed from now on. */
  async refresh(): Promise<readonly string[]> {
    const topics = await this.#wantedTopics();
    this.#consumer.setTopics(topics);
    return topics;
  }

  /** Resolves after `close`; rejects with the fault whose remedy is stop. Left unobserved, that rejection ends the process. */
  get finished(): Promise<void> {
    return this.#consumer.finished;
  }

  /** Whether this process makes progress as far as it can tell. */
  health(): ConsumerHealth {
    return this.#consumer.health();
  }

  /** Part of Nest's contract; this transport has no events beside the consumer's observer. */
  on(): this {
    return this;
  }

  /** The consumer behind this transport, for those who know what it is. */
  unwrap<T>(): T {
    return this.#consumer as T;
  }

  async #topicsOrNone(): Promise<readonly string[]> {
    try {
      return await this.#wantedTopics();
    } catch (fault) {
      if (!(fault instanceof HubError) || fault.code !== 'HUB_BROKER_UNREACHABLE') throw fault;
      this.options.observer?.onReconnect?.(fault, 0);
      return [];
    }
  }

  async #wantedTopics(): Promise<readonly string[]> {
    if (this.options.topics === undefined) {
      const visible = await listTopics(this.options.settings);
      return visible.filter((topic) => this.#handlerOf(topic) !== null);
    }
    const wanted = await this.options.topics();
    const orphan = wanted.find((topic) => this.#handlerOf(topic) === null);
    if (orphan === undefined) return wanted;
    throw new HubError('HUB_TOPIC_WITHOUT_HANDLER', `主题 ${orphan} 没有处理程序，请检查程序版本与主题配置`, {
      topic: orphan,
    });
  }

  #handlerOf(topic: string): MessageHandler | null {
    const name = this.#names.bare(topic);
    const pattern = name === null ? null : choosePattern(this.messageHandlers.keys(), name);
    return pattern === null ? null : (this.messageHandlers.get(pattern) ?? null);
  }

  async #dispatch(batch: ConsumedBatch, signal: AbortSignal): Promise<BatchOutcome> {
    const handler = this.#handlerOf(batch.topic);
    if (handler === null) {
      throw new HubError('HUB_TOPIC_WITHOUT_HANDLER', `主题 ${batch.topic} 没有处理程序`, {
        topic: batch.topic,
      });
    }
    const answer: unknown = await lastValueFrom(
      this.transformToObservable(handler(batch, new BatchContext(signal))),
    );
    return toOutcome(answer, batch.topic);
  }
}

function toOutcome(answer: unknown, topic: string): BatchOutcome {
  const nextOffset: unknown = answer instanceof Object ? Reflect.get(answer, 'nextOffset') : undefined;
  if (typeof nextOffset === 'bigint') return { nextOffset };
  throw new HubError('HUB_TOPIC_WITHOUT_HANDLER', `主题 ${topic} 的处理程序没有返回位点，属程序缺陷`, {
    topic,
  });
}
