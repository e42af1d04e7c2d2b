import type { FetchedBatch, LaneRules, PartitionFeed } from './lane-rules.js';
import { PartitionLane } from './partition-lane.js';

/** Partitions by topic, as the group's coordinator hands them out. */
export type Assignment = Readonly<Record<string, readonly number[]>>;

/** A partition whose batch keeps failing. */
export interface StuckPartition {
  readonly topic: string;
  readonly partition: number;
  readonly attempts: number;
}

/** The lanes of one consumer. A lane survives reconnects and rebalances as long as its partition stays here. */
export class LaneSet {
  readonly #lanes = new Map<string, PartitionLane>();
  readonly #ended = new Map<string, Promise<void>>();

  constructor(
    readonly rules: LaneRules,
    readonly feedOf: (topic: string, partition: number) => PartitionFeed,
  ) {}

  /** Opens lanes for new partitions, reminds the kept ones of their position, closes those that went elsewhere. */
  assign(assignment: Assignment): void {
    const wanted = new Set<string>();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) {
        const key = keyOf(topic, partition);
        wanted.add(key);
        const kept = this.#lanes.get(key);
        if (kept === undefined) this.#open(key, topic, partition);
        else kept.rejoined();
      }
    }
    for (const [key, lane] of this.#lanes) if (!wanted.has(key)) this.#close(key, lane);
  }

  /** Hands a fetched batch to its lane; false when it must be fetched again. */
  offer(fetched: FetchedBatch): boolean {
    return this.#lanes.get(keyOf(fetched.batch.topic, fetched.batch.partition))?.offer(fetched) ?? false;
  }

  /** Lets the partitions of a topic ask again where to go on. */
  recheck(topic: string): void {
    for (const lane of this.#lanes.values()) if (lane.topic === topic) lane.recheck();
  }

  /** The topics of which this member has partitions. */
  topics(): readonly string[] {
    return [...new Set([...this.#lanes.values()].map(({ topic }) => topic))];
  }

  /** Partitions whose batch failed at least `attempts` times in a row. */
  stuck(attempts: number): readonly StuckPartition[] {
    return [...this.#lanes.values()]
      .filter((lane) => lane.attempts >= attempts)
      .map(({ topic, partition, attempts }) => ({ topic, partition, attempts }));
  }

  /** Since when the longest work in hand has been going on, and when a batch last became durable, in milliseconds. */
  progress(): { readonly busySince: number | null; readonly movedAt: number | null } {
    const lanes = [...this.#lanes.values()];
    const busy = lanes.flatMap(({ busySince }) => busySince ?? []);
    const moved = lanes.flatMap(({ movedAt }) => movedAt ?? []);
    return {
      busySince: busy.length === 0 ? null : Math.min(...busy),
      movedAt: moved.length === 0 ? null : Math.max(...moved),
    };
  }

  /** Closes every lane and waits for the batches in hand. */
  async close(): Promise<void> {
    for (const [key, lane] of this.#lanes) this.#close(key, lane);
    await Promise.all(this.#ended.values());
  }

  #open(key: string, topic: string, partition: number): void {
    const after = this.#ended.get(key) ?? Promise.resolve();
    this.#lanes.set(
      key,
      new PartitionLane(topic, partition, this.feedOf(topic, partition), this.rules, after),
    );
  }

  #close(key: string, lane: PartitionLane): void {
    this.#lanes.delete(key);
    const ended = lane.close().finally(() => {
      if (this.#ended.get(key) === ended) this.#ended.delete(key);
    });
    this.#ended.set(key, ended);
  }
}

function keyOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}
