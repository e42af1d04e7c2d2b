import { brokerFault } from './broker-faults.js';
import { openAdmin } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';

/** The topics this account can see, sorted. */
export async function listTopics(settings: KafkaSettings): Promise<readonly string[]> {
  const admin = await openAdmin(settings, 3);
  try {
    return (await admin.listTopics()).sort();
  } catch (thrown) {
    throw brokerFault(thrown, 'HUB_BROKER_UNREACHABLE', '无法读取主题列表，请检查 Kafka 与账号权限');
  } finally {
    await admin.close();
  }
}
