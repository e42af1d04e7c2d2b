import type { TopicPlace } from './place.js';

/** One partition as the broker shows it: readable from `earliest` up to, not including, `end`. */
export interface PartitionState {
  readonly partition: number;
  readonly leader: number;
  readonly earliest: bigint;
  readonly end: bigint;
}

/** A topic at one moment. `id` is new when a topic is deleted and made again; brokers before 2.8 give only zeros. */
export interface TopicState {
  readonly id: string;
  readonly partitions: readonly PartitionState[];
}

/** Messages that were gone before they were read: from `from` up to, not including, `to`; null when nobody knows how many. */
export interface Loss {
  readonly reason: 'lost' | 'recreated';
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint | null;
}

/** Where a read starts, and what can no longer be read. */
export interface Start {
  readonly place: TopicPlace;
  readonly losses: readonly Loss[];
}

/**
 * Compares a checkpoint with the topic as it is. The first read starts where the department's retention begins; a
 * partition added later is read from its beginning; an offset that went back means another topic under the same name.
 */
export function startOf(known: TopicPlace | null, state: TopicState): Start {
  if (known === null) return { place: fromEarliest(state), losses: [] };
  if (isAnother(known, state)) return { place: fromEarliest(state), losses: lostWithTopic(known) };
  const losses: Loss[] = [];
  const next = new Map<number, bigint>();
  for (const { partition, earliest } of state.partitions) {
    const wanted = known.next.get(partition) ?? 0n;
    if (wanted < earliest) losses.push({ reason: 'lost', partition, from: wanted, to: earliest });
    next.set(partition, wanted < earliest ? earliest : wanted);
  }
  return { place: { topicId: state.id, next }, losses };
}

function fromEarliest({ id, partitions }: TopicState): TopicPlace {
  return { topicId: id, next: new Map(partitions.map(({ partition, earliest }) => [partition, earliest])) };
}

function lostWithTopic({ next }: TopicPlace): readonly Loss[] {
  return [...next].map(([partition, from]) => ({ reason: 'recreated', partition, from, to: null }));
}

function isAnother(known: TopicPlace, state: TopicState): boolean {
  if (known.topicId !== state.id) return true;
  return [...known.next].some(([partition, next]) => {
    const now = state.partitions.find((one) => one.partition === partition);
    return now === undefined || next > now.end;
  });
}
