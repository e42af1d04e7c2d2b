import { batchBytes } from './record-size.js';
import { toRecord, type BrokerRecord, type OutgoingMessage } from './outgoing-record.js';
import type { RefusedRecord } from './refused-records.js';

/** One record of a job. */
export interface JobRecord {
  readonly job: PublishJob;
  readonly index: number;
  readonly record: BrokerRecord;
}

/** One call to publish: its records in order, how far they were taken, and who waits for it. */
export class PublishJob {
  readonly records: readonly BrokerRecord[];
  /** Bytes each record takes as a batch of its own: what a broker measures, and more than it adds to a batch of several. */
  readonly sizes: readonly number[];
  readonly topics: ReadonlySet<string>;
  readonly #done = Promise.withResolvers<void>();
  taken = 0;

  constructor(messages: readonly OutgoingMessage[]) {
    this.records = messages.map(toRecord);
    this.sizes = this.records.map((record) => batchBytes(record));
    this.topics = new Set(messages.map(({ topic }) => topic));
  }

  get done(): Promise<void> {
    return this.#done.promise;
  }

  settle(): void {
    this.#done.resolve();
  }

  fail(fault: unknown): void {
    this.#done.reject(fault);
  }

  /** The records that are larger than their topic takes; a topic without a known limit takes everything. */
  tooLarge(limitOf: (topic: string) => number | undefined): readonly RefusedRecord[] {
    return this.records.flatMap((_, index) => {
      const refused = this.refused(index, limitOf);
      return refused.limit !== null && refused.bytes > refused.limit ? [refused] : [];
    });
  }

  /** A record by its place in the call, as its caller is told of it. */
  refused(index: number, limitOf: (topic: string) => number | undefined = () => undefined): RefusedRecord {
    const record = this.records[index];
    const topic = record?.topic ?? '';
    const key = record?.key?.toString('utf8') ?? '';
    return { index, topic, key, bytes: this.sizes[index] ?? 0, limit: limitOf(topic) ?? null };
  }

  /** Whether it has something to say under one of these topics and keys. */
  touches(places: ReadonlySet<string>): boolean {
    return places.size > 0 && this.places().some((place) => places.has(place));
  }

  /** Its topics and keys: what must not be overtaken while it waits to be repeated. */
  places(): readonly string[] {
    return this.records.map(placeOf);
  }
}

/** Topic and key: order holds within it. */
export function placeOf({ topic, key }: BrokerRecord): string {
  return `${topic}\n${key?.toString('latin1') ?? ''}`;
}

/** Bytes in one request, as long as it has more than one record: all of it may fall on one partition. */
const requestBytes = 900_000;

/** The records of the next request, in order; what falls on one topic stays within what a batch of it may be. */
export function takeRecords(
  queue: readonly PublishJob[],
  limitOf: (topic: string) => number | undefined,
): readonly JobRecord[] {
  const taken: JobRecord[] = [];
  const byTopic = new Map<string, number>();
  let bytes = 0;
  for (const job of queue) {
    for (let record = job.records[job.taken]; record !== undefined; record = job.records[job.taken]) {
      const size = job.sizes[job.taken] ?? 0;
      const ofTopic = (byTopic.get(record.topic) ?? 0) + size;
      const limit = Math.min(limitOf(record.topic) ?? requestBytes, requestBytes);
      if (taken.length > 0 && (bytes + size > requestBytes || ofTopic > limit)) return taken;
      bytes += size;
      byTopic.set(record.topic, ofTopic);
      taken.push({ job, index: job.taken, record });
      job.taken += 1;
    }
  }
  return taken;
}
