import type { ReadBatch } from '#base/kafka';
import type { ClientAnswer, PartitionAnswer } from './fetching-client.js';

type Aborted = NonNullable<PartitionAnswer['abortedTransactions']>[number];

/** One message as it lies on a partition. */
export interface TopicMessage {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Set where this stands for a whole batch that cannot be read: from its first offset to this one, and why. */
  readonly unreadable?: { readonly from: bigint; readonly reason: string };
}

/** The messages of one answer, and the offset after everything that was in it. */
export interface Chunk {
  readonly messages: readonly TopicMessage[];
  readonly next: bigint;
}

const transactional = 1 << 4;
const control = 1 << 5;
const abortMarker = 0;

/**
 * The committed messages of an answer from `from` on. The client drops aborted transactions only when their end lies in the same
 * answer; a long one would come through, so they are followed here from marker to marker, as the protocol asks.
 */
export function committedOf(answer: PartitionAnswer, from: bigint): Chunk {
  const takenBack = new AbortedWriters(answer.abortedTransactions ?? []);
  const messages: TopicMessage[] = [];
  let next = from;
  for (const batch of answer.batches) {
    const last = batch.lastOffset;
    if (takenBack.isCommitted(batch, last)) messages.push(...messagesOf(answer.partitionIndex, batch, from));
    if (last + 1n > next) next = last + 1n;
  }
  return { messages, next };
}

/** An answer that the client read itself, in the same form. */
export function readByClient(answer: ClientAnswer): PartitionAnswer {
  const batches = (answer.records ?? []).map((batch) => ({
    ...batch,
    lastOffset: batch.firstOffset + BigInt(batch.lastOffsetDelta),
    records: batch.records.map(({ offsetDelta, timestampDelta, key, value }) => {
      return { offsetDelta, timestampDelta, key, value, headers: [] };
    }),
    unreadable: null,
  }));
  return { ...answer, batches };
}

/** Which writers have an aborted transaction open, batch after batch. */
class AbortedWriters {
  readonly #coming: Aborted[];
  readonly #open = new Set<bigint>();

  constructor(aborted: readonly Aborted[]) {
    this.#coming = aborted.toSorted((left, right) => (left.firstOffset < right.firstOffset ? -1 : 1));
  }

  /** Whether a batch holds messages that stand; to be asked for every batch, in order. */
  isCommitted(batch: ReadBatch, last: bigint): boolean {
    for (let next = this.#coming[0]; next !== undefined && next.firstOffset <= last; next = this.#coming[0]) {
      this.#open.add(next.producerId);
      this.#coming.shift();
    }
    if ((batch.attributes & control) === 0) {
      return (batch.attributes & transactional) === 0 || !this.#open.has(batch.producerId);
    }
    if (markerOf(batch) === abortMarker) this.#open.delete(batch.producerId);
    return false;
  }
}

function markerOf({ records }: ReadBatch): number {
  return records[0]?.key?.readInt16BE(2) ?? -1;
}

function messagesOf(partition: number, batch: ReadBatch, from: bigint): readonly TopicMessage[] {
  if (batch.unreadable !== null) {
    const unreadable = { from: batch.firstOffset, reason: batch.unreadable };
    return [{ partition, offset: batch.lastOffset, key: null, value: null, unreadable }];
  }
  return batch.records
    .map(({ offsetDelta, key, value }) => ({
      partition,
      offset: batch.firstOffset + BigInt(offsetDelta),
      key,
      value,
    }))
    .filter(({ offset }) => offset >= from);
}
