import { brokerFault } from './broker-faults.js';
import { openConnection } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';

/** Opens a connection of its own and signs in; throws HUB_BROKER_UNREACHABLE when no broker answers or the account is refused. */
export async function probeBroker(settings: KafkaSettings): Promise<void> {
  try {
    const connection = await openConnection(settings);
    await connection.close();
  } catch (thrown) {
    throw brokerFault(
      thrown,
      'HUB_BROKER_UNREACHABLE',
      'Kafka 连不上，请检查 Kafka 是否在运行、账号是否有效',
    );
  }
}
