import type { ConsumerHealth } from './batch-consumer.js';

/** A consumer's health as a readiness probe answers it. */
export interface ConsumerReport {
  readonly ready: boolean;
  readonly progressAt: Date | null;
  readonly sentence: string;
}

/**
 * Ready while the group holds this member, no partition fails again and again, and no batch has been in hand for longer than `staleMs`.
 * A member whose partitions are read up has no batch in hand, so it is healthy without moving.
 */
export function consumerReport(health: ConsumerHealth, now: Date, staleMs: number): ConsumerReport {
  const { joined, stuck, busySince, progressAt } = health;
  const [first] = stuck;
  const busyMs = busySince === null ? 0 : now.getTime() - busySince.getTime();
  const failed = (sentence: string): ConsumerReport => ({ ready: false, progressAt, sentence });
  if (first !== undefined) return failed(`主题 ${first.topic} 分区 ${first.partition} 反复失败`);
  if (!joined) return failed('尚未加入消费组');
  if (busyMs > staleMs) return failed(`手上的一批已处理 ${Math.round(busyMs / 1000)} 秒，没有进展`);
  return { ready: true, progressAt, sentence: '正常' };
}
