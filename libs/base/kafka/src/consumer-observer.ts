import type { HubError } from '#base/contracts';

/** A batch is durable. Lag is what the partition still holds behind it, and the age of its oldest message. */
export interface BatchDone {
  readonly topic: string;
  readonly partition: number;
  readonly size: number;
  readonly seconds: number;
  readonly lagMessages: number;
  readonly lagSeconds: number;
}

/** A batch failed and will be tried again; `attempt` counts the failures so far. */
export interface BatchRetry {
  readonly topic: string;
  readonly partition: number;
  readonly attempt: number;
  readonly waitMs: number;
  readonly fault: unknown;
}

/** The handler wants to go on somewhere else than after its batch: a gap, or another worker was ahead. */
export interface BatchMoved {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

/** What telemetry may listen to. Every call is synchronous and must not throw. */
export interface ConsumerObserver {
  onBatch?(done: BatchDone): void;
  onRetry?(retry: BatchRetry): void;
  onMoved?(moved: BatchMoved): void;
  /** The group was rebalanced; the partitions this member has now. */
  onRebalance?(assignment: Readonly<Record<string, readonly number[]>>): void;
  /** The connection broke and is built anew after the wait. */
  onReconnect?(fault: HubError, waitMs: number): void;
}
