import type { Producer as Client } from '@platformatic/kafka';
import { brokerFault } from './broker-faults.js';
import { enduring, publishingOptions } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';
import { partitionHash } from './partition-hash.js';

/** A message ready to be published. The key decides the partition exactly as Java's default partitioner would. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What intake and sending publish through. */
export interface Publisher {
  /** Resolves when every in-sync replica has every message; throws HUB_PUBLISH_FAILED or HUB_BROKER_UNREACHABLE. */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
}

type BrokerRecord = Parameters<Client['send']>[0]['messages'][number];

interface Job {
  readonly records: readonly BrokerRecord[];
  taken: number;
  readonly resolve: () => void;
  readonly reject: (fault: Error) => void;
}

/** Bytes in one request: all of it may fall on one partition, and brokers refuse a partition's batch above 1 MiB. */
const requestBytes = 900_000;
/** Room a record takes beside key, value and headers, rounded up. */
const recordOverhead = 40;

/**
 * Publishes with acks from all in-sync replicas, idempotently, one request in flight. Calls that overlap share requests and
 * keep their order. When a request fails for good, everything queued behind it fails with it, so nothing overtakes a
 * message that its caller is about to repeat.
 */
export class Producer implements Publisher {
  #client: Promise<Client> | null = null;
  #queue: Job[] = [];
  #sending = false;
  #pump: Promise<void> = Promise.resolve();

  constructor(private readonly settings: KafkaSettings) {}

  publish(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#queue.push({ records: messages.map(toRecord), taken: 0, resolve, reject });
    if (!this.#sending) this.#pump = this.#sendAll();
    return promise;
  }

  /** Waits for what is under way, then closes the connections. */
  async close(): Promise<void> {
    await this.#pump;
    await (await this.#client)?.close();
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    while (this.#queue.length > 0) await this.#sendNext();
    this.#sending = false;
  }

  async #sendNext(): Promise<void> {
    const records = takeRecords(this.#queue);
    try {
      this.#client ??= openClient(this.settings);
      await (await this.#client).send({ messages: records });
      this.#settle();
    } catch (thrown) {
      this.#failAll(thrown, records[0]?.topic ?? '');
    }
  }

  #settle(): void {
    while (this.#queue[0] !== undefined && this.#queue[0].taken === this.#queue[0].records.length) {
      this.#queue.shift()?.resolve();
    }
  }

  #failAll(thrown: unknown, topic: string): void {
    const sentence = '消息没有写入消息队列，系统会自动重试，请检查主题是否存在、账号是否有写权限';
    const fault = brokerFault(thrown, 'HUB_PUBLISH_FAILED', sentence, { topic });
    const failed = this.#queue;
    this.#queue = [];
    for (const job of failed) job.reject(fault);
  }
}

async function openClient(settings: KafkaSettings): Promise<Client> {
  const { ProducingClient } = await import('./produce-request.js');
  return enduring(new ProducingClient({ ...publishingOptions(settings), idempotent: true, retries: 8 }));
}

function takeRecords(queue: readonly Job[]): BrokerRecord[] {
  const records: BrokerRecord[] = [];
  let bytes = 0;
  for (const job of queue) {
    for (let record = job.records[job.taken]; record !== undefined; record = job.records[job.taken]) {
      const size = sizeOf(record);
      if (records.length > 0 && bytes + size > requestBytes) return records;
      bytes += size;
      records.push(record);
      job.taken += 1;
    }
  }
  return records;
}

function toRecord(message: OutgoingMessage): BrokerRecord {
  const key = Buffer.from(message.key);
  const headers = new Map<Buffer, Buffer>();
  for (const name in message.headers) {
    const known = knownHeader(name, message.headers[name] ?? '');
    headers.set(known.name, known.value);
  }
  const value = typeof message.value === 'string' ? Buffer.from(message.value) : message.value;
  return { topic: message.topic, key, value, headers, partition: partitionHash(key) };
}

interface KnownHeader {
  readonly name: Buffer;
  readonly text: string;
  readonly value: Buffer;
}

const knownHeaders = new Map<string, KnownHeader>();

/** Most headers say the same from message to message: the last value of each name is kept as bytes. */
function knownHeader(name: string, text: string): KnownHeader {
  const known = knownHeaders.get(name);
  if (known?.text === text) return known;
  const fresh = { name: known?.name ?? Buffer.from(name), text, value: Buffer.from(text) };
  knownHeaders.set(name, fresh);
  return fresh;
}

function sizeOf(record: BrokerRecord): number {
  let bytes = recordOverhead + (record.key?.length ?? 0) + (record.value?.length ?? 0);
  if (record.headers instanceof Map) {
    for (const [name, value] of record.headers) bytes += name.length + value.length + 4;
  }
  return bytes;
}
