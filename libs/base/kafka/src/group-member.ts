import { openAdmin } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';

/** Takes a member that is gone out of its group, so that nobody waits for it. Trying is enough: it times out anyway. */
export async function removeMember(
  settings: KafkaSettings,
  groupId: string,
  memberId: string,
): Promise<void> {
  const admin = await openAdmin(settings, 1);
  await admin.removeMembersFromConsumerGroup({ groupId, members: [{ memberId }] }).catch(() => undefined);
  await admin.close();
}
