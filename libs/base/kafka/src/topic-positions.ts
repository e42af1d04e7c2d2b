import type { Admin } from '@platformatic/kafka';
import { HubError } from '#base/contracts';
import { brokerFault } from './broker-faults.js';
import { openAdmin } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';

/** One partition as its broker shows it: readable from `earliest` up to, not including, `end`. */
export interface PartitionEdges {
  readonly topic: string;
  readonly partition: number;
  /** New when a topic is deleted and made again. */
  readonly topicId: string;
  readonly earliest: bigint;
  readonly end: bigint;
  /** When the first readable message was published; null where there is none. */
  readonly earliestAt: Date | null;
}

const earliest = -2n;
const latest = -1n;

/** Asks where partitions begin and end, and to which incarnation of their topic they belong, with the right to describe only. */
export class TopicPositions {
  #admin: Promise<Admin> | null = null;

  constructor(private readonly settings: KafkaSettings) {}

  /** One partition as it is now; throws HUB_BROKER_UNREACHABLE when it cannot be asked, also while its topic does not exist. */
  async read(topic: string, partition: number): Promise<PartitionEdges> {
    try {
      const admin = await this.#opened();
      const topicId = (await this.#ids(admin, [topic])).get(topic);
      if (topicId === undefined) throw absent(topic);
      const [first, last] = await Promise.all([
        edge(admin, topic, partition, earliest),
        edge(admin, topic, partition, latest),
      ]);
      const at = first.offset < last.offset ? (await edge(admin, topic, partition, 0n)).timestamp : -1n;
      const earliestAt = at > 0n ? new Date(Number(at)) : null;
      return { topic, partition, topicId, earliest: first.offset, end: last.offset, earliestAt };
    } catch (thrown) {
      throw brokerFault(thrown, 'HUB_BROKER_UNREACHABLE', '无法查询主题的位点，请检查 Kafka 与账号权限', {
        topic,
      });
    }
  }

  /** The ids of those of the topics that exist. */
  async ids(topics: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return topics.length === 0 ? new Map() : this.#ids(await this.#opened(), topics);
  }

  async close(): Promise<void> {
    await (await this.#admin?.catch(() => undefined))?.close();
  }

  async #ids(admin: Admin, topics: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const metadata = await admin.metadata({
      topics: [...topics],
      forceUpdate: true,
      autocreateTopics: false,
    });
    return new Map([...metadata.topics].map(([name, { id }]) => [name, id]));
  }

  #opened(): Promise<Admin> {
    return (this.#admin ??= openAdmin(this.settings, 2));
  }
}

async function edge(
  admin: Admin,
  topic: string,
  partition: number,
  timestamp: bigint,
): Promise<{ readonly offset: bigint; readonly timestamp: bigint }> {
  const asked = [{ name: topic, partitions: [{ partitionIndex: partition, timestamp }] }];
  const [answer] = await admin.listOffsets({ topics: asked });
  const found = answer?.partitions.find(({ partitionIndex }) => partitionIndex === partition);
  if (found === undefined) throw absent(topic);
  return { offset: found.offset, timestamp: found.timestamp };
}

function absent(topic: string): HubError {
  return new HubError(
    'HUB_BROKER_UNREACHABLE',
    `主题 ${topic} 现在不存在，系统会自动重试；请检查它是否被删除`,
    {
      topic,
    },
  );
}
