import { expect, test } from '@jest/globals';
import { HubError, systemClock, type BatchHandler, type ConsumedMessage } from '#base/contracts';
import type { BatchRetry, ConsumerObserver } from './consumer-observer.js';
import type { FetchedBatch } from './lane-rules.js';
import { PartitionLane } from './partition-lane.js';

/** A partition held in memory: fetches `size` messages from where the lane last asked. */
class Partition {
  readonly seeks: bigint[] = [];
  commits: bigint[] = [];
  #position = 0n;
  #paused = false;

  constructor(readonly end: bigint) {}

  seek(offset: bigint): void {
    this.seeks.push(offset);
    this.#position = offset;
  }
  pause(): void {
    this.#paused = true;
  }
  resume(): void {
    this.#paused = false;
  }
  commit(offset: bigint): Promise<void> {
    this.commits.push(offset);
    return Promise.resolve();
  }

  async feed(lane: PartitionLane, size: bigint, until: () => boolean): Promise<void> {
    for (let turns = 0; !until(); turns++) {
      if (turns > 10_000) throw new Error('the lane does not come to an end');
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#paused || this.#position >= this.end) continue;
      const to = this.#position + size < this.end ? this.#position + size : this.end;
      if (lane.offer(fetched(this.#position, to))) this.#position = to;
    }
  }
}

function fetched(from: bigint, to: bigint): FetchedBatch {
  const messages: ConsumedMessage[] = [];
  for (let offset = from; offset < to; offset++) {
    messages.push({ offset, key: 'k', value: null, headers: {}, timestamp: 0 });
  }
  const batch = { topic: 't', partition: 0, messages, highWatermark: to, fetchedFrom: from };
  return { batch, askedOffset: from, endOffset: to };
}

function open(
  partition: Partition,
  start: bigint | null,
  handler: BatchHandler,
  observer: ConsumerObserver = {},
) {
  const stopped: unknown[] = [];
  const rules = {
    handler,
    startOffset: () => Promise.resolve(start),
    backOff: { firstMs: 1, maxMs: 1 },
    observer,
    random: () => 0,
    clock: systemClock,
    stop: (fault: unknown) => stopped.push(fault),
  };
  return { lane: new PartitionLane('t', 0, partition, rules, Promise.resolve()), stopped };
}

const endOf = (batch: FetchedBatch['batch']): bigint => (batch.messages.at(-1)?.offset ?? -1n) + 1n;

test('a partition starts from the fence and is handed over without gap or repeat', async () => {
  const seen: bigint[] = [];
  const partition = new Partition(20n);
  const { lane } = open(partition, 5n, (batch) => {
    seen.push(...batch.messages.map(({ offset }) => offset));
    return Promise.resolve({ nextOffset: endOf(batch) });
  });
  await partition.feed(lane, 4n, () => seen.length >= 15);
  await lane.close();
  expect(seen).toEqual(Array.from({ length: 15 }, (_, index) => BigInt(index + 5)));
  expect(partition.commits.at(-1)).toBe(20n);
});

test('a batch fetched before the seek is refused', () => {
  const partition = new Partition(20n);
  const { lane } = open(partition, 5n, (batch) => Promise.resolve({ nextOffset: endOf(batch) }));
  expect(lane.offer(fetched(9n, 12n))).toBe(false);
});

test('a handler that fails gets the same batch again, visibly, and nothing is skipped', async () => {
  const seen: string[] = [];
  const retries: BatchRetry[] = [];
  const partition = new Partition(8n);
  const { lane } = open(
    partition,
    0n,
    (batch) => {
      seen.push(`${batch.messages[0]?.offset}-${endOf(batch)}`);
      if (seen.length <= 3) return Promise.reject(new Error('not now'));
      return Promise.resolve({ nextOffset: endOf(batch) });
    },
    { onRetry: (retry) => retries.push(retry) },
  );
  await partition.feed(lane, 4n, () => partition.commits.includes(8n));
  await lane.close();
  expect(seen).toEqual(['0-4', '0-4', '0-4', '0-4', '4-8']);
  expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
});

test('a handler that asks for a rewind is given the batch from there', async () => {
  const seen: bigint[] = [];
  const partition = new Partition(12n);
  let rewound = false;
  const { lane } = open(partition, 6n, (batch) => {
    const first = batch.messages[0]?.offset ?? 0n;
    if (!rewound) {
      rewound = true;
      return Promise.resolve({ nextOffset: 2n });
    }
    seen.push(first);
    return Promise.resolve({ nextOffset: endOf(batch) });
  });
  await partition.feed(lane, 5n, () => partition.commits.includes(12n));
  await lane.close();
  expect(seen).toEqual([2n, 7n]);
});

test('a fault whose remedy is stop ends the lane and is handed up', async () => {
  const fault = new HubError('HUB_MAPPING_INVALID', '映射文件无效');
  const partition = new Partition(4n);
  const { lane, stopped } = open(partition, 0n, () => Promise.reject(fault));
  await partition.feed(lane, 4n, () => stopped.length > 0);
  await lane.close();
  expect(stopped).toEqual([fault]);
  expect(partition.commits).toEqual([]);
});

test('where the broker begins before what is expected, again and again, the fence is asked anew and nothing loops', async () => {
  const seen: bigint[] = [];
  const partition = new Partition(6n);
  let start = 10n;
  const rules = {
    handler: (batch: FetchedBatch['batch']) => {
      seen.push(...batch.messages.map(({ offset }) => offset));
      return Promise.resolve({ nextOffset: endOf(batch) });
    },
    startOffset: () => Promise.resolve(start),
    backOff: { firstMs: 1, maxMs: 1 },
    observer: {},
    random: () => 0,
    clock: systemClock,
    stop: () => undefined,
  };
  // A topic made anew: offsets out of range are answered from its beginning, which the broker gives to every seek beyond the end.
  const feed = Object.assign(Object.create(partition) as Partition, {
    seek: (offset: bigint) => partition.seek(offset > 6n ? 0n : offset),
    pause: () => partition.pause(),
    resume: () => partition.resume(),
    commit: (offset: bigint) => partition.commit(offset),
  });
  const lane = new PartitionLane('t', 0, feed, rules, Promise.resolve());
  await new Promise((resolve) => setImmediate(resolve));
  start = 0n;
  await partition.feed(lane, 4n, () => seen.length >= 6);
  await lane.close();
  expect(seen).toEqual([0n, 1n, 2n, 3n, 4n, 5n]);
});
