import { Admin } from '@platformatic/kafka';
import { enduring, publishingOptions } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';

/** Takes a member that is gone out of its group, so that nobody waits for it. Trying is enough: it times out anyway. */
export async function removeMember(
  settings: KafkaSettings,
  groupId: string,
  memberId: string,
): Promise<void> {
  const admin = enduring(new Admin({ ...publishingOptions(settings), retries: 1 }));
  await admin.removeMembersFromConsumerGroup({ groupId, members: [{ memberId }] }).catch(() => undefined);
  await admin.close();
}
