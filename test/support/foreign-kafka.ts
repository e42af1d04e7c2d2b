import { Admin, Producer } from '@platformatic/kafka';
import { publishingOptions, type KafkaSettings } from '#base/kafka';

/** How a foreign program may compress what it writes. */
export type Compression = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

/** A message of a program that is not the hub. */
export interface ForeignMessage {
  readonly topic: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes a message to the first partition of a topic as a department's own program does, with a codec of its own. */
export async function writeAsForeigner(
  settings: KafkaSettings,
  { topic, value, headers }: ForeignMessage,
  compression: Compression,
): Promise<void> {
  const producer = new Producer({ ...publishingOptions(settings), retries: 3 });
  const bytes = Object.entries(headers).map(
    ([name, text]) => [Buffer.from(name), Buffer.from(text)] as const,
  );
  const message = {
    topic,
    partition: 0,
    key: Buffer.from('k'),
    value: Buffer.from(value),
    headers: new Map(bytes),
  };
  try {
    await producer.send({ messages: [message], compression, acks: -1 });
  } finally {
    await producer.close();
  }
}

/** Deletes a topic as an administrator of the cluster may. */
export async function deleteTopic(settings: KafkaSettings, topic: string): Promise<void> {
  await asAdmin(settings, (admin) => admin.deleteTopics({ topics: [topic] }));
}

/** Whether the broker knows the topic now. */
export function topicExists(settings: KafkaSettings, topic: string): Promise<boolean> {
  return asAdmin(settings, async (admin) => (await admin.listTopics()).includes(topic));
}

async function asAdmin<Result>(
  settings: KafkaSettings,
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const admin = new Admin({ ...publishingOptions(settings), retries: 5 });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}
