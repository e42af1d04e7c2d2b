import { consumingClient } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';

/**
 * Waits until the group's coordinator answers. On a broker that has just started it is still loading: a join that meets it then fails
 * and leaves a half-joined member behind, for which the next join waits until a session has timed out.
 */
export async function awaitCoordinator(settings: KafkaSettings, groupId: string): Promise<void> {
  const admin = consumingClient(settings).admin();
  await admin.connect();
  try {
    await admin.describeGroups([groupId]);
  } finally {
    await admin.disconnect();
  }
}
