import { randomUUID } from 'node:crypto';
import { systemClock, type DepartmentRef } from '#base/contracts';
import {
  BatchConsumer,
  partitionCounts,
  Provisioner,
  type KafkaSettings,
  type TopicNames,
} from '#base/kafka';
import { PolicyReader } from '#libs/catalogue';
import type { ReportStore } from '#libs/reporting';
import { OutboxMessageWriter } from '#libs/sending';
import { handleReplies } from '#libs/tracking';
import { readTrackingPolicy } from '../../apps/relay/src/read-policy.js';

/** Takes what departments say on their reply topics in, as the relay does; the topics are made first. Answers how to stop it. */
export async function takeReplies(
  { database }: Pick<ReportStore, 'database'>,
  { kafka, topics }: { readonly kafka: KafkaSettings; readonly topics: TopicNames },
  departments: readonly DepartmentRef[],
): Promise<() => Promise<void>> {
  const names = departments.map((each) => topics.reply(each));
  const plans = names.map((name) => ({ name, partitions: partitionCounts.reply, config: {} }));
  await new Provisioner(kafka).apply({ topics: plans, accounts: [], grants: [] });
  const policy = readTrackingPolicy(new PolicyReader(database, systemClock));
  const parts = { database, writer: new OutboxMessageWriter(), policy, topics, clock: systemClock };
  const consumer = new BatchConsumer({
    settings: kafka,
    groupId: `${topics.prefix}relay`,
    startOffset: async () => 0n,
    handler: (batch) => handleReplies({ ...parts, newId: randomUUID, observe: () => undefined }, batch),
  });
  consumer.start(names);
  return () => consumer.stop();
}
