import type { Cursor } from '#base/contracts';

/** Which offset comes next, by partition, in one incarnation of a topic. */
export interface TopicPlace {
  readonly topicId: string;
  readonly next: ReadonlyMap<number, bigint>;
}

const entry = /^(\d{1,6})=(\d{1,19})$/;

/** Writes a place: the topic's id, then `partition=offset` of what comes next. */
export function writePlace({ topicId, next }: TopicPlace): Cursor {
  const places = [...next].sort(([left], [right]) => left - right);
  return { at: topicId, key: places.map(([partition, offset]) => `${partition}=${offset}`) };
}

/** Reads a place; null when it is none. */
export function readPlace({ at, key }: Cursor): TopicPlace | null {
  const entries = key.map((text) => entry.exec(text));
  const next = new Map<number, bigint>();
  for (const found of entries) {
    if (found === null) return null;
    next.set(Number(found[1]), BigInt(found[2] ?? ''));
  }
  const whole = next.size === key.length && at !== null && /^[0-9a-f-]{36}$/.test(at);
  return whole ? { topicId: at, next } : null;
}
