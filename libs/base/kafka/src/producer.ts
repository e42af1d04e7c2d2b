import type { Producer as Client } from '@platformatic/kafka';
import { HubError } from '#base/contracts';
import { brokerFault } from './broker-faults.js';
import { enduring, publishingOptions } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { OutgoingMessage } from './outgoing-record.js';
import { PublishJob, takeRecords, type JobRecord } from './publish-job.js';
import { RefusedRecords, type RefusedRecord } from './refused-records.js';
import { sendApart, type Refusal } from './send-apart.js';
import { TopicLimits } from './topic-limits.js';

/** What intake and sending publish through. */
export interface Publisher {
  /**
   * Resolves when every in-sync replica has every message. Throws RefusedRecords naming the records that are never taken (the others may be
   * published without them), HUB_PUBLISH_FAILED for what concerns the topics of this call, or HUB_BROKER_UNREACHABLE.
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
}

/**
 * Publishes with acks from all in-sync replicas, idempotently, one request in flight. Calls that overlap share requests and
 * keep their order per topic and key. What is refused fails the calls it belongs to and what would overtake them, nothing else; when no
 * broker answers, everything queued fails.
 */
export class Producer implements Publisher {
  #client: Promise<Client> | null = null;
  readonly #limits: TopicLimits;
  /** Calls that wait until their topics are known, by topic: a later call of a topic waits for the earlier one. */
  readonly #arriving = new Map<string, Promise<void>>();
  #queue: PublishJob[] = [];
  #sending = false;
  #pump: Promise<void> = Promise.resolve();

  constructor(private readonly settings: KafkaSettings) {
    this.#limits = new TopicLimits(settings);
  }

  publish(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    const job = new PublishJob(messages);
    const admission = this.#admission(job);
    if (admission === null) this.#enqueue(job);
    else {
      const arrived = admission.then(
        () => this.#enqueue(job),
        (fault: unknown) => job.fail(fault),
      );
      this.#arrive(job, arrived);
    }
    return job.done;
  }

  /** Waits for what is under way, then closes the connections. */
  async close(): Promise<void> {
    await Promise.all(this.#arriving.values());
    await this.#pump;
    await this.#limits.close();
    await (await this.#client)?.close();
  }

  /** What a call has to wait for before it may queue; null for nothing. */
  #admission(job: PublishJob): Promise<void> | null {
    const topics = [...job.topics];
    const known = topics.every((topic) => this.#limits.of(topic) !== undefined && !this.#arriving.has(topic));
    if (known && this.#tooLarge(job).length === 0) return null;
    return this.#admit(
      job,
      topics.flatMap((topic) => this.#arriving.get(topic) ?? []),
    );
  }

  async #admit(job: PublishJob, earlier: readonly Promise<void>[]): Promise<void> {
    await Promise.all(earlier);
    for (const topic of job.topics) {
      if (this.#limits.of(topic) === undefined) await this.#limits.learn(topic);
    }
    for (const { topic } of this.#tooLarge(job)) await this.#limits.refresh(topic);
    const [first, ...others] = this.#tooLarge(job);
    if (first !== undefined) throw new RefusedRecords('HUB_RECORD_TOO_LARGE', [first, ...others]);
  }

  #arrive(job: PublishJob, arrived: Promise<void>): void {
    for (const topic of job.topics) this.#arriving.set(topic, arrived);
    void this.#leave(job, arrived);
  }

  async #leave(job: PublishJob, arrived: Promise<void>): Promise<void> {
    await arrived;
    for (const topic of job.topics) if (this.#arriving.get(topic) === arrived) this.#arriving.delete(topic);
  }

  #enqueue(job: PublishJob): void {
    this.#queue.push(job);
    if (!this.#sending) this.#pump = this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    while (this.#queue.length > 0) await this.#sendNext();
    this.#sending = false;
  }

  async #sendNext(): Promise<void> {
    const records = takeRecords(this.#queue, (topic) => this.#limits.of(topic));
    try {
      await this.#send(records);
    } catch (thrown) {
      await this.#recover(records, thrown);
    }
    this.#settle();
  }

  async #send(records: readonly JobRecord[]): Promise<void> {
    this.#client ??= openClient(this.settings);
    const client = await this.#client;
    await client.send({ messages: records.map(({ record }) => record) });
  }

  /** A request was refused: its topics are sent one by one, so that what was refused is found. */
  async #recover(records: readonly JobRecord[], thrown: unknown): Promise<void> {
    try {
      const fault = publishFault(thrown, records);
      if (fault.code === 'HUB_BROKER_UNREACHABLE') throw fault;
      this.#fail(await sendApart(records, (some) => this.#send(some), this.#limits));
    } catch (fault) {
      const failed = this.#queue;
      this.#queue = [];
      for (const job of failed) job.fail(publishFault(fault, records));
    }
  }

  /** Fails the calls of what was refused, and those behind them that have the same topic and key: they would overtake what is repeated. */
  #fail(refusals: readonly Refusal[]): void {
    const places = new Set<string>();
    const left: PublishJob[] = [];
    for (const job of this.#queue) {
      const own = refusals.filter((refusal) => refusal.job === job);
      const fault = own.length > 0 ? faultOf(own) : job.touches(places) ? behind(job) : null;
      if (fault === null) left.push(job);
      else {
        for (const place of job.places()) places.add(place);
        job.fail(fault);
      }
    }
    this.#queue = left;
  }

  #settle(): void {
    while (this.#queue[0] !== undefined && this.#queue[0].taken === this.#queue[0].records.length) {
      this.#queue.shift()?.settle();
    }
  }

  #tooLarge(job: PublishJob): readonly RefusedRecord[] {
    return job.tooLarge((topic) => this.#limits.of(topic));
  }
}

async function openClient(settings: KafkaSettings): Promise<Client> {
  const { ProducingClient } = await import('./produce-request.js');
  return enduring(new ProducingClient({ ...publishingOptions(settings), idempotent: true, retries: 8 }));
}

function publishFault(thrown: unknown, records: readonly JobRecord[]): HubError {
  const sentence = '消息没有写入消息队列，系统会自动重试，请检查主题是否存在、账号是否有写权限';
  return brokerFault(thrown, 'HUB_PUBLISH_FAILED', sentence, { topic: records[0]?.record.topic ?? '' });
}

function behind({ topics }: PublishJob): HubError {
  const sentence = '同一键的前一条消息没有写入，本条等候其后，系统会自动重试';
  return new HubError('HUB_PUBLISH_FAILED', sentence, { topic: [...topics][0] ?? '' });
}

/** The fault of one call: what concerns a whole topic comes first, since it has to be tried again anyway. */
function faultOf(refusals: readonly Refusal[]): unknown {
  const shared = refusals.find(({ alone }) => !alone);
  if (shared !== undefined) return shared.fault;
  const [first, ...others] = refusals.map(({ job, index, limit }) =>
    job.refused(index, () => limit ?? undefined),
  );
  const tooLarge = refusals.every(({ limit }) => limit !== null);
  const code = tooLarge ? 'HUB_RECORD_TOO_LARGE' : 'HUB_MESSAGE_REFUSED';
  return first === undefined ? null : new RefusedRecords(code, [first, ...others], refusals[0]?.fault);
}
