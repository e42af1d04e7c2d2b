import { pauseFor } from './backoff.js';

/** Which incarnation each of the topics is; a topic that does not exist is absent. */
export type TopicIds = (topics: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Looks from time to time whether topics are still those they were: a topic deleted and made anew within moments is not noticed by a
 * client that asks for offsets by name, which would go on in the middle of it. Brokers that do not answer are asked the next time.
 */
export async function watchTopics(
  parts: { readonly ids: TopicIds; readonly everyMs: number; topics(): readonly string[] },
  onAnother: (topic: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const known = new Map<string, string>();
  while (!signal.aborted) {
    const found = await parts.ids(parts.topics()).catch(() => null);
    for (const [topic, id] of found ?? []) {
      const before = known.get(topic);
      known.set(topic, id);
      if (before !== undefined && before !== id) onAnother(topic);
    }
    await pauseFor(parts.everyMs, signal);
  }
}
