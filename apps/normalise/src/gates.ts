import { HubError, type ConsumedBatch, type SourceId, type Tx } from '#base/contracts';
import { cutAtFence, moveFence, readOpenKeys, type Partition } from '#base/postgres';
import type { Gate } from './commit-entries.js';
import { caseOf, holdBack } from './hold-back.js';
import type { Entry, WaitRule } from './map-batch.js';

/** The consumer's name in fences and its consumer group. */
export const consumerName = 'hub-normalise';

/**
 * The gate of a live batch: locks the partition's fence, lets in only what lies at or after it, holds back what has to wait, and moves the fence
 * past the batch. A hole before the batch is HUB_OFFSET_GAP.
 */
export function fenceGate(batch: ConsumedBatch, order: KeyOrder): Gate {
  return {
    routesAll: false,
    async open(tx, entries, at) {
      const cut = await cutAtFence(tx, consumerName, { ...batch, messages: entries });
      if (cut.gap) throw offsetGap(batch, cut.nextOffset);
      return inOrder(tx, order, { ...batch, parked: cut.parked }, cut.messages, at);
    },
    async close(tx, entries, counts) {
      const last = entries.at(-1);
      if (last === undefined) return;
      await moveFence(tx, consumerName, batch, last.offset + 1n, counts, publishedAt(batch, last.offset));
    },
  };
}

function publishedAt({ messages }: ConsumedBatch, offset: bigint): Date | null {
  const { timestamp = -1 } = messages.findLast((message) => message.offset === offset) ?? {};
  return timestamp > 0 ? new Date(timestamp) : null;
}

/**
 * The gate of a release: holds the fence still, so that no live batch of the partition runs beside it, lets in what nobody else
 * released meanwhile, and settles the rows it took.
 */
export function releaseGate(partition: Partition, order: KeyOrder, at: Date): Gate {
  let asked: Asked = new Map();
  return {
    routesAll: true,
    async open(tx, entries) {
      await lockFence(tx, partition);
      asked = await readAsked(tx, partition, entries);
      const left = entries.filter(({ offset }) => asked.has(offset.toString()));
      const ordered = await inOrder(tx, order, { ...partition, parked: true }, left, at);
      // What only its routing keeps is unified already.
      return ordered.map((entry, place) =>
        asked.get(entry.offset.toString()) === 'route' ? (left[place] ?? entry) : entry,
      );
    },
    async close(tx, entries, counts) {
      await settleReleased(tx, partition, entries, at);
      await recount(tx, partition, counts.unified, leftParked(asked, entries));
    },
  };
}

/** Whose records they are, and which of them wait behind parked ones of their case; null where none does. */
export interface KeyOrder {
  readonly source: SourceId;
  readonly waits: WaitRule | null;
}

/* Costs a statement only where records may wait and the partition has ever parked one. */
async function inOrder(
  tx: Tx,
  { source, waits }: KeyOrder,
  partition: Partition & { readonly parked: boolean },
  entries: readonly Entry[],
  at: Date,
): Promise<readonly Entry[]> {
  if (waits === null) return entries;
  const keys = new Set(partition.parked ? entries.flatMap((entry) => caseOf(entry) ?? []) : []);
  const offsets = entries.map(({ offset }) => offset);
  const open = keys.size === 0 ? [] : await readOpenKeys(tx, source, partition, [...keys], offsets);
  return holdBack(entries, open, waits, at);
}

/** The rows still asked for, by offset, with the cause they were parked for. */
type Asked = ReadonlyMap<string, string>;

async function readAsked(tx: Tx, partition: Partition, entries: readonly Entry[]): Promise<Asked> {
  const { rows } = await tx.query<{ record_offset: string; cause: string }>(
    `select record_offset, cause from ops.parked
      where topic = $1 and partition = $2 and record_offset = any($3::bigint[]) and state = 'releasing'`,
    [partition.topic, partition.partition, entries.map(({ offset }) => offset.toString())],
  );
  return new Map(rows.map((row) => [row.record_offset, row.cause]));
}

// Rows that were parked again meanwhile are no longer `releasing`.
async function settleReleased(
  tx: Tx,
  { topic, partition }: Partition,
  entries: readonly Entry[],
  at: Date,
): Promise<void> {
  await tx.query(
    `update ops.parked set state = 'released', settled_at = $4
      where topic = $1 and partition = $2 and record_offset = any($3::bigint[]) and state = 'releasing'`,
    [topic, partition, entries.map(({ offset }) => offset.toString()), at],
  );
}

/** How many records the fence counts as parked that are so no more; those parked by routing were unified before and count no second time. */
function leftParked(asked: Asked, entries: readonly Entry[]): number {
  return entries.filter((entry) => 'put' in entry && asked.get(entry.offset.toString()) !== 'route').length;
}

async function recount(
  tx: Tx,
  { topic, partition }: Partition,
  unified: number,
  left: number,
): Promise<void> {
  await tx.query(
    `update ops.fence
        set unified = unified + $4, unchanged = unchanged + greatest(0, $5::int - $4::int), parked = parked - $5
      where consumer = $1 and topic = $2 and partition = $3`,
    [consumerName, topic, partition, unified, left],
  );
}

async function lockFence(tx: Tx, partition: Partition): Promise<void> {
  await tx.query('select 1 from ops.fence where consumer = $1 and topic = $2 and partition = $3 for update', [
    consumerName,
    partition.topic,
    partition.partition,
  ]);
}

function offsetGap(batch: ConsumedBatch, expected: bigint): HubError {
  return new HubError(
    'HUB_OFFSET_GAP',
    `主题 ${batch.topic} 分区 ${batch.partition} 在位点 ${expected} 之后出现缺口，将回退重读；若持续出现，请检查主题保留期。`,
    { topic: batch.topic, partition: batch.partition, expected: expected.toString() },
  );
}
