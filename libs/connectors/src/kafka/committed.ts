import type { Consumer } from '@platformatic/kafka';

type Answer = Awaited<ReturnType<Consumer['fetch']>>['responses'][number]['partitions'][number];
type Aborted = NonNullable<Answer['abortedTransactions']>[number];
type Batch = NonNullable<Answer['records']>[number];

/** One message as it lies on a partition. */
export interface TopicMessage {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
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
export function committedOf(answer: Answer, from: bigint): Chunk {
  const takenBack = new AbortedWriters(answer.abortedTransactions ?? []);
  const messages: TopicMessage[] = [];
  let next = from;
  for (const batch of answer.records ?? []) {
    const last = batch.firstOffset + BigInt(batch.lastOffsetDelta);
    if (takenBack.isCommitted(batch, last)) messages.push(...messagesOf(answer.partitionIndex, batch, from));
    if (last + 1n > next) next = last + 1n;
  }
  return { messages, next };
}

/** Which writers have an aborted transaction open, batch after batch. */
class AbortedWriters {
  readonly #coming: Aborted[];
  readonly #open = new Set<bigint>();

  constructor(aborted: readonly Aborted[]) {
    this.#coming = aborted.toSorted((left, right) => (left.firstOffset < right.firstOffset ? -1 : 1));
  }

  /** Whether a batch holds messages that stand; to be asked for every batch, in order. */
  isCommitted(batch: Batch, last: bigint): boolean {
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

function markerOf({ records }: Batch): number {
  return records[0]?.key?.readInt16BE(2) ?? -1;
}

function messagesOf(partition: number, batch: Batch, from: bigint): readonly TopicMessage[] {
  return batch.records
    .map(({ offsetDelta, key, value }) => ({
      partition,
      offset: batch.firstOffset + BigInt(offsetDelta),
      key,
      value,
    }))
    .filter(({ offset }) => offset >= from);
}
