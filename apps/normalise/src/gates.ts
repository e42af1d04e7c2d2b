import { HubError, type ConsumedBatch, type Tx } from '#base/contracts';
import { cutAtFence, moveFence, type Partition } from '#base/postgres';
import type { Gate } from './commit-entries.js';

/** The consumer's name in fences and its consumer group. */
export const consumerName = 'hub-normalise';

/** The gate of a live batch: locks the partition's fence, lets in only what lies at or after it, and moves it past the batch. A hole before the batch is HUB_OFFSET_GAP. */
export function fenceGate(batch: ConsumedBatch): Gate {
  return {
    routesAll: false,
    async open(tx, entries) {
      const cut = await cutAtFence(tx, consumerName, { ...batch, messages: entries });
      if (cut.gap) throw offsetGap(batch, cut.nextOffset);
      return cut.messages;
    },
    async close(tx, entries, counts) {
      const last = entries.at(-1);
      if (last !== undefined) await moveFence(tx, consumerName, batch, last.offset + 1n, counts);
    },
  };
}

/** The gate of a release: holds the fence still, so that no live batch of the partition runs beside it, and settles the rows it took. */
export function releaseGate(partition: Partition, at: Date): Gate {
  return {
    routesAll: true,
    async open(tx, entries) {
      await lockFence(tx, partition);
      return entries;
    },
    async close(tx, entries, counts) {
      await tx.query(settle, [
        consumerName,
        partition.topic,
        partition.partition,
        entries.map((entry) => entry.offset.toString()),
        at,
        counts.unified,
      ]);
    },
  };
}

// Rows that were parked again meanwhile are no longer `releasing`. Rows parked by routing were unified before and count no second time.
const settle = `
  with settled as (
    update ops.parked set state = 'released', settled_at = $5
     where topic = $2 and partition = $3 and record_offset = any($4::bigint[]) and state = 'releasing'
    returning cause
  ), raw as (select count(*) as records from settled where cause <> 'route')
  update ops.fence
     set unified = unified + $6, unchanged = unchanged + greatest(0, raw.records - $6), parked = parked - raw.records
    from raw
   where consumer = $1 and topic = $2 and partition = $3`;

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
