import { createHash } from 'node:crypto';
import { brandAs, type ConsumedMessage, type RegionCode } from '#base/contracts';
import { BatchConsumer, TopicNames, type KafkaSettings } from '#base/kafka';
import { randomId } from '../support/servers.js';

/** What was found on the topics: how many, how many twice, and one number over all bodies. */
export interface Found {
  readonly distinct: number;
  readonly repeated: number;
  readonly outOfOrder: number;
  readonly checksum: bigint;
}

/** A number over one body; sums of it do not depend on the order. */
export function bodySum(body: string | Buffer): bigint {
  return createHash('sha256').update(body).digest().readBigUInt64LE();
}

const departments = ['zjj', 'scjgj', 'sthjj', 'yjglj', 'wsjkw', 'jtysj'];
const patienceMs = 120_000;

/** Counts what comes in for one run. */
class Tally {
  readonly ids = new Set<string>();
  readonly #last = new Map<string, number>();
  repeated = 0;
  outOfOrder = 0;
  checksum = 0n;

  constructor(readonly run: string) {}

  take({ key, value, headers }: ConsumedMessage): void {
    if (key === null || value === null || !key.startsWith(`${this.run}-`)) return;
    const id = headers['ce_id'] ?? '';
    if (this.ids.has(id)) {
      this.repeated += 1;
      return;
    }
    this.ids.add(id);
    this.checksum += bodySum(value);
    const index = Number(/"index":(\d+)/.exec(value.toString('latin1'))?.[1]);
    if ((this.#last.get(key) ?? -1) > index) this.outOfOrder += 1;
    this.#last.set(key, index);
  }
}

/** Reads the departments' topics until the run's messages are all there, and counts what it sees. */
export async function readRun(settings: KafkaSettings, run: string, expected: number): Promise<Found> {
  const topics = new TopicNames(settings.topicPrefix);
  const region = brandAs<RegionCode>('370800');
  const tally = new Tally(run);
  const complete = Promise.withResolvers<void>();
  const reader = new BatchConsumer({
    settings,
    groupId: `bench-${randomId()}`,
    startOffset: async () => 0n,
    tuning: { maxBytesPerPartition: 4_000_000 },
    handler: async (batch) => {
      for (const message of batch.messages) tally.take(message);
      if (tally.ids.size >= expected) complete.resolve();
      return { nextOffset: (batch.messages.at(-1)?.offset ?? -1n) + 1n };
    },
  });
  reader.start(departments.map((department) => topics.feedback({ region, department: brandAs(department) })));
  const giveUp = (): void => complete.reject(new Error(`only ${tally.ids.size} of ${expected} arrived`));
  const patience = setTimeout(giveUp, patienceMs);
  try {
    await complete.promise;
    const { ids, repeated, outOfOrder, checksum } = tally;
    return { distinct: ids.size, repeated, outOfOrder, checksum };
  } finally {
    clearTimeout(patience);
    await reader.stop();
  }
}
