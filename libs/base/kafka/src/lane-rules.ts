import type { BatchHandler, Clock, ConsumedBatch, StartOffset } from '#base/contracts';
import type { BackOff } from './backoff.js';
import type { ConsumerObserver } from './consumer-observer.js';

/** What a lane may ask of the consumer for its partition. Calls outside a live session do nothing. */
export interface PartitionFeed {
  seek(offset: bigint): void;
  pause(): void;
  resume(): void;
  /** Moves the group's offset, for lag only; never rejects. */
  commit(offset: bigint): Promise<void>;
}

/** A batch as fetched: from the offset that was asked for to the one after its last record, control records included. */
export interface FetchedBatch {
  readonly batch: ConsumedBatch;
  readonly askedOffset: bigint;
  readonly endOffset: bigint;
}

/** What all lanes of a consumer have in common. */
export interface LaneRules {
  readonly handler: BatchHandler;
  readonly startOffset: StartOffset;
  readonly backOff: BackOff;
  readonly observer: ConsumerObserver;
  readonly random: () => number;
  readonly clock: Clock;
  /** A fault whose remedy is stop: the whole consumer ends. */
  readonly stop: (fault: unknown) => void;
}
