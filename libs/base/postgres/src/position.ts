import type { Queryable, Transactions, Tx } from '#base/contracts';
import { readFence, type Partition } from './fence.js';

/** A partition as its broker shows it: readable from `earliest` up to, not including, `end`, in one incarnation of its topic. */
export interface PartitionNow extends Partition {
  readonly topicId: string;
  readonly earliest: bigint;
  readonly end: bigint;
  /** When the first readable message was published; null where there is none. */
  readonly earliestAt: Date | null;
}

/** What a fence meets that is not where it was. */
export type PositionChangeKind = 'recreated' | 'lost' | 'truncated';

/** Offsets that are no longer there, or no longer what they were: from `from` up to, not including, `to`; null when nobody knows how many. */
export interface PositionChange extends Partition {
  readonly kind: PositionChangeKind;
  readonly from: bigint;
  readonly to: bigint | null;
}

/** Where a consumer goes on, and what had changed meanwhile. */
export interface SettledPosition {
  readonly start: bigint;
  readonly change: PositionChange | null;
}

interface FenceNow {
  readonly next_offset: string;
  readonly topic_id: string | null;
  readonly published_at: Date | null;
}

/**
 * Compares a consumer's fence with the partition as it is, and moves it where it no longer fits: to the beginning of a topic made anew, behind
 * messages that are gone, back to the end of a log that was cut. Each is written down in the same commit; a partition never met before starts at
 * its beginning. `look` is asked after the fence was read, so that a fence that moves meanwhile is not taken for a log that went back.
 */
export async function settlePosition(
  database: Transactions & Queryable,
  consumer: string,
  partition: Partition,
  look: () => Promise<PartitionNow>,
): Promise<SettledPosition> {
  for (;;) {
    const before = await readFence(database, consumer, partition.topic, partition.partition);
    const now = await look();
    const settled = await database.transaction((tx) => settle(tx, consumer, now, before));
    if (settled !== null) return settled;
  }
}

/** Null when the fence moved while the broker was asked. */
async function settle(
  tx: Tx,
  consumer: string,
  now: PartitionNow,
  before: bigint | null,
): Promise<SettledPosition | null> {
  const place = [consumer, now.topic, now.partition] as const;
  await tx.query(
    `insert into ops.fence (consumer, topic, partition, next_offset, topic_id) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [...place, now.earliest.toString(), now.topicId],
  );
  const { rows } = await tx.query<FenceNow>(
    `select next_offset, topic_id, published_at from ops.fence
      where consumer = $1 and topic = $2 and partition = $3 for update`,
    [...place],
  );
  const fence = rows[0];
  if (fence === undefined) return { start: now.earliest, change: null };
  const next = BigInt(fence.next_offset);
  if (next !== (before ?? now.earliest)) return null;
  const settled = comparePosition(next, fence.topic_id, now);
  if (settled.change !== null) await writeChange(tx, consumer, settled.change, fence, now);
  if (settled.change !== null || fence.topic_id !== now.topicId) {
    await tx.query(
      `update ops.fence set next_offset = $4, topic_id = $5, published_at = case when $6 then null else published_at end
        where consumer = $1 and topic = $2 and partition = $3`,
      [...place, settled.start.toString(), now.topicId, settled.change !== null],
    );
  }
  return settled;
}

/** The decision alone: where a fence at `next` of topic `topicId` (null: not compared before) goes on. */
export function comparePosition(next: bigint, topicId: string | null, now: PartitionNow): SettledPosition {
  const { topic, partition, earliest, end } = now;
  const change = (kind: PositionChangeKind, to: bigint | null): PositionChange => {
    return { topic, partition, kind, from: kind === 'truncated' ? end : next, to };
  };
  if (topicId !== null && topicId !== now.topicId)
    return { start: earliest, change: change('recreated', null) };
  if (next < earliest) return { start: earliest, change: change('lost', earliest) };
  if (next <= end) return { start: next, change: null };
  // Of a topic that was never compared nobody knows whether it is another one: then its beginning has not been read.
  if (topicId === null) return { start: earliest, change: change('recreated', null) };
  return { start: end, change: change('truncated', next) };
}

async function writeChange(
  tx: Tx,
  consumer: string,
  { topic, partition, kind, from, to }: PositionChange,
  fence: FenceNow,
  now: PartitionNow,
): Promise<void> {
  await tx.query(
    `insert into ops.position_change
       (consumer, topic, partition, kind, from_offset, to_offset, old_topic, new_topic, from_at, to_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      consumer,
      topic,
      partition,
      kind,
      from.toString(),
      to?.toString() ?? null,
      fence.topic_id,
      now.topicId,
      fence.published_at,
      now.earliestAt,
    ],
  );
  if (kind !== 'lost') await freeOffsets(tx, topic, partition, kind === 'truncated' ? from : 0n);
}

/** Offsets are used anew from here on: what is parked under the old ones keeps its content and its sentence, and gives its offset up. */
async function freeOffsets(tx: Tx, topic: string, partition: number, from: bigint): Promise<void> {
  await tx.query(
    `update ops.parked
        set record_offset = -id, sentence = sentence || '（原位点 ' || record_offset || '，主题其后重建或截断）'
      where topic = $1 and partition = $2 and record_offset >= $3 and state in ('parked', 'releasing')`,
    [topic, partition, from.toString()],
  );
}

/** A change that was noted, and what a person did about it. */
export interface NotedChange {
  readonly id: string;
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly kind: PositionChangeKind;
  readonly from: string;
  readonly to: string | null;
  readonly fromAt: Date | null;
  readonly toAt: Date | null;
  readonly notedAt: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly why: string | null;
}

/** The changes nobody has settled yet, or all of them; the newest first. */
export async function readPositionChanges(
  database: Queryable,
  openOnly: boolean,
): Promise<readonly NotedChange[]> {
  const { rows } = await database.query<NotedChange>(
    `select id, consumer, topic, partition, kind, from_offset as "from", to_offset as "to", from_at as "fromAt",
            to_at as "toAt", noted_at as "notedAt", settled_at as "settledAt", settled_by as "settledBy",
            why
       from ops.position_change
      where settled_at is null or not $1
      order by id desc limit 1000`,
    [openOnly],
  );
  return rows;
}

/** Settles the open changes of a topic; answers how many there were. */
export async function settleChanges(
  tx: Tx,
  topic: string,
  { by, why, at }: { readonly by: string; readonly why: string; readonly at: Date },
): Promise<number> {
  const { rowCount } = await tx.query(
    `update ops.position_change set settled_at = $2, settled_by = $3, why = $4
      where topic = $1 and settled_at is null`,
    [topic, at, by, why],
  );
  return rowCount;
}
