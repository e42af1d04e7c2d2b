import type { Queryable, Tx } from '#base/contracts';

/** What a batch did, added to the fence's counts in the same commit. */
export interface FenceCounts {
  readonly taken: number;
  readonly unified: number;
  readonly unchanged: number;
  readonly parked: number;
}

/** Messages of one partition in offset order, in whatever form the stage holds them. */
export interface Offsets<Message extends { readonly offset: bigint }> extends Partition {
  readonly messages: readonly Message[];
  /** Offset the fetch asked for: markers of transactions between it and the first message are no gap. */
  readonly fetchedFrom?: bigint;
}

/** One partition of a topic. */
export interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/** A batch cut at the fence. `gap` means messages between fence and batch were never seen: rewind, and say so. */
export interface CutBatch<Message> {
  readonly messages: readonly Message[];
  readonly nextOffset: bigint;
  readonly gap: boolean;
  /** Whether the consumer has parked anything of the partition that it did not take in again. */
  readonly parked: boolean;
}

/** Where the consumer starts on assignment; null when it never handled the partition. */
export async function readFence(
  database: Queryable,
  consumer: string,
  topic: string,
  partition: number,
): Promise<bigint | null> {
  const { rows } = await database.query<{ next_offset: string }>(
    'select next_offset from ops.fence where consumer = $1 and topic = $2 and partition = $3',
    [consumer, topic, partition],
  );
  return rows[0] === undefined ? null : BigInt(rows[0].next_offset);
}

/** Locks the fence for the length of the transaction and cuts the batch to what lies at or after it. */
export async function cutAtFence<Message extends { readonly offset: bigint }>(
  tx: Tx,
  consumer: string,
  batch: Offsets<Message>,
): Promise<CutBatch<Message>> {
  const first = batch.messages[0]?.offset ?? 0n;
  await tx.query(
    `insert into ops.fence (consumer, topic, partition, next_offset) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [consumer, batch.topic, batch.partition, first.toString()],
  );
  const { rows } = await tx.query<{ next_offset: string; parked: boolean }>(
    'select next_offset, parked > 0 as parked from ops.fence where consumer = $1 and topic = $2 and partition = $3 for update',
    [consumer, batch.topic, batch.partition],
  );
  const next = BigInt(rows[0]?.next_offset ?? first);
  return { ...cutAt(batch.messages, next, batch.fetchedFrom), parked: rows[0]?.parked ?? false };
}

function cutAt<Message extends { readonly offset: bigint }>(
  all: readonly Message[],
  next: bigint,
  fetchedFrom: bigint | undefined,
): Omit<CutBatch<Message>, 'parked'> {
  const messages = all.filter((message) => message.offset >= next);
  const [first] = messages;
  const last = messages.at(-1);
  if (first === undefined || last === undefined) return { messages: [], nextOffset: next, gap: false };
  if ((fetchedFrom ?? first.offset) > next) return { messages: [], nextOffset: next, gap: true };
  return { messages, nextOffset: last.offset + 1n, gap: false };
}

/** Moves the fence past the batch, whose last message was published at `publishedAt`; part of the batch's own commit. */
export async function moveFence(
  tx: Tx,
  consumer: string,
  batch: Partition,
  nextOffset: bigint,
  counts: FenceCounts,
  publishedAt: Date | null = null,
): Promise<void> {
  await tx.query(
    `update ops.fence
        set next_offset = $4, taken = taken + $5, unified = unified + $6, unchanged = unchanged + $7,
            parked = parked + $8, moved_at = now(), published_at = coalesce($9, published_at)
      where consumer = $1 and topic = $2 and partition = $3`,
    [
      consumer,
      batch.topic,
      batch.partition,
      nextOffset.toString(),
      counts.taken,
      counts.unified,
      counts.unchanged,
      counts.parked,
      publishedAt,
    ],
  );
}
