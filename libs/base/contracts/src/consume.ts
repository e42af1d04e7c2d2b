/** One message as the batch consumer hands it over. Key and header values that are not UTF-8 are left out. */
export interface ConsumedMessage {
  readonly offset: bigint;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestamp: number;
  /** Set where this stands for a whole batch that cannot be read: from its first offset to this one; to be parked by this sentence. */
  readonly unreadable?: { readonly from: bigint; readonly sentence: string };
}

/** Messages of one partition, in offset order. */
export interface ConsumedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ConsumedMessage[];
  /** Offset one past the last message on the partition, as last seen: for lag. */
  readonly highWatermark: bigint;
  /** Offset the fetch asked for: nothing exists between it and the first message, even where offsets jump. */
  readonly fetchedFrom?: bigint;
}

/** What a handler answers: the next offset it wants, which is also what is durable. A gap asks for a rewind. */
export interface BatchOutcome {
  readonly nextOffset: bigint;
}

/** Handles a batch: all of it in one transaction, moved past by its own fence. Throws HubError with a remedy, or anything else to be retried. */
export type BatchHandler = (batch: ConsumedBatch, signal: AbortSignal) => Promise<BatchOutcome>;

/** Where to start on assignment: the fence, not the group's offset; null means the topic's beginning. */
export type StartOffset = (topic: string, partition: number) => Promise<bigint | null>;
