import type { ConsumedMessage } from '#base/contracts';
import { BatchConsumer, LagReader, type KafkaSettings } from '#base/kafka';
import { randomId } from '../../support/servers.js';

/** A message with its place. */
export interface Placed extends ConsumedMessage {
  readonly topic: string;
  readonly partition: number;
}

/** How many messages lie on the topics now. */
export async function countMessages(settings: KafkaSettings, topics: readonly string[]): Promise<number> {
  const reader = new LagReader(settings);
  try {
    const group = `nobody-${randomId()}`;
    const lag = await reader.read(topics.map((topic) => ({ group, topic })));
    return lag.reduce((sum, { messages }) => sum + messages, 0);
  } finally {
    await reader.close();
  }
}

/** Everything that lies on the topics now, in offset order within a partition. */
export async function readTopics(
  settings: KafkaSettings,
  topics: readonly string[],
): Promise<readonly Placed[]> {
  const expected = await countMessages(settings, topics);
  const seen: Placed[] = [];
  const complete = Promise.withResolvers<void>();
  if (expected === 0) return seen;
  const reader = new BatchConsumer({
    settings,
    groupId: `test-${randomId()}`,
    startOffset: async () => 0n,
    handler: async ({ topic, partition, messages }) => {
      for (const message of messages) seen.push({ ...message, topic, partition });
      if (seen.length >= expected) complete.resolve();
      return { nextOffset: (messages.at(-1)?.offset ?? -1n) + 1n };
    },
  });
  reader.start(topics);
  try {
    await complete.promise;
    return seen;
  } finally {
    await reader.stop();
  }
}
