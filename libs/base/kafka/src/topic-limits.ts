import type { Admin } from '@platformatic/kafka';
import { systemClock } from '#base/contracts';
import { pauseFor } from './backoff.js';
import { brokerFault, errorMarks } from './broker-faults.js';
import { openAdmin } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';

/** What a broker takes where nobody set anything else; also assumed where the account may not ask. */
const usualLimit = 1_048_588;
/** A broker's own bound on requests (`socket.request.max.bytes`, 100 MiB), less what stands around the records. */
const requestLimit = 100 * 1_048_576 - 65_536;
/** A batch lies in one segment, so that bounds it as well. */
const bounding = new Set(['max.message.bytes', 'segment.bytes']);
const unknownTopic = 'UNKNOWN_TOPIC_OR_PARTITION';
/** A topic made a moment ago is not known to every broker at once. */
const waitsMs = [0, 100, 300, 700] as const;
const freshMs = 5_000;

interface Known {
  readonly bytes: number;
  readonly at: number;
}

/** How large a batch of each topic may be (`max.message.bytes`, `segment.bytes`), asked once a topic. */
export class TopicLimits {
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  #admin: Promise<Admin> | null = null;

  constructor(private readonly settings: KafkaSettings) {}

  /** The limit of a topic in bytes; undefined until it was asked for. */
  of(topic: string): number | undefined {
    return this.#known.get(topic)?.bytes;
  }

  /** Asks for the limit of a topic; throws HUB_PUBLISH_FAILED when there is no such topic, HUB_BROKER_UNREACHABLE when nobody answers. */
  learn(topic: string): Promise<void> {
    const asked = this.#asking.get(topic);
    if (asked !== undefined) return asked;
    const asking = this.#learn(topic).finally(() => this.#asking.delete(topic));
    this.#asking.set(topic, asking);
    return asking;
  }

  /** Asks again where the answer is older than a few seconds: a limit may have been raised since. */
  async refresh(topic: string): Promise<void> {
    const known = this.#known.get(topic);
    if (known === undefined || systemClock.now().getTime() - known.at > freshMs) await this.learn(topic);
  }

  /** What was known of a topic no longer holds. */
  forget(topic: string): void {
    this.#known.delete(topic);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#asking.values());
    await (await this.#admin?.catch(() => undefined))?.close();
  }

  async #learn(topic: string): Promise<void> {
    let fault: unknown;
    for (const wait of waitsMs) {
      await pauseFor(wait, this.#closing.signal);
      try {
        this.#known.set(topic, { bytes: await this.#ask(topic), at: systemClock.now().getTime() });
        return;
      } catch (thrown) {
        fault = thrown;
        if (!errorMarks(thrown).includes(unknownTopic)) break;
      }
    }
    this.#known.delete(topic);
    throw brokerFault(
      fault,
      'HUB_PUBLISH_FAILED',
      `主题 ${topic} 不存在或无法查询，消息没有写入，系统会自动重试，请检查该主题是否已创建`,
      { topic },
    );
  }

  async #ask(topic: string): Promise<number> {
    this.#admin ??= openAdmin(this.settings, 0);
    const admin = await this.#admin;
    try {
      const { ConfigResourceTypes } = await import('@platformatic/kafka');
      const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: topic };
      const [described] = await admin.describeConfigs({ resources: [resource] });
      const bounds = described?.configs.filter(({ name }) => bounding.has(name)) ?? [];
      const bytes = bounds.map(({ value }) => Number(value)).filter((one) => Number.isSafeInteger(one));
      return bytes.length === 0 ? usualLimit : Math.min(...bytes, requestLimit);
    } catch (thrown) {
      if (errorMarks(thrown).some((mark) => mark.endsWith('AUTHORIZATION_FAILED'))) return usualLimit;
      throw thrown;
    }
  }
}
