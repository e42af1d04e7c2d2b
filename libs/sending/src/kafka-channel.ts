import { brandAs, HubError, type Clock } from '#base/contracts';
import type { OutgoingMessage, Publisher, TopicNames } from '#base/kafka';
import type { Channel, SendOutcome } from './channel.js';
import { toHeaders } from './cloud-event.js';
import type { OutboxRow } from './sql/claim-outbox.js';
import { TopicDirectory } from './topic-directory.js';
import { TopicHealth } from './topic-health.js';

/** `isolated` is a second publisher for suspect topics, so that a hanging one holds up nobody else. */
export interface KafkaChannelParts {
  readonly publisher: Publisher;
  readonly isolated: Publisher;
  readonly topics: TopicNames;
  /** The topics that exist, asked of the broker. */
  listTopics(): Promise<readonly string[]>;
  readonly clock: Clock;
}

const delivered: SendOutcome = { outcome: 'delivered' };
/** Brokers refuse a record above 1 MiB by default; headers and framing take the rest. */
const largestBody = 900_000;
const isolatedPatienceMs = 3_000;

/** Delivers to `feedback.<region>.<dept>.v1` as CloudEvents. Failures of one topic are its own; an unreachable broker is thrown. */
export class KafkaChannel implements Channel {
  readonly name = 'kafka';
  readonly #parts: KafkaChannelParts;
  readonly #health = new TopicHealth();
  readonly #directory: TopicDirectory;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: KafkaChannelParts) {
    this.#parts = parts;
    this.#directory = new TopicDirectory(() => parts.listTopics(), parts.clock);
  }

  async send(rows: readonly OutboxRow[]): Promise<readonly SendOutcome[]> {
    const outcomes = new Map<OutboxRow, SendOutcome>();
    const missing = await this.#directory.missing([...new Set(rows.map((row) => this.#topicOf(row)))]);
    const byTopic = this.#group(rows, missing, outcomes);
    const healthy = [...byTopic].filter(([topic]) => !this.#health.suspect(topic));
    const suspects = [...byTopic].filter(([topic]) => this.#health.suspect(topic));
    await Promise.all([
      this.#sendTogether(healthy, outcomes),
      ...suspects.map(([topic, own]) => this.#sendAlone(topic, own, outcomes)),
    ]);
    return rows.map((row) => outcomes.get(row) ?? delivered);
  }

  #group(
    rows: readonly OutboxRow[],
    missing: ReadonlySet<string>,
    outcomes: Map<OutboxRow, SendOutcome>,
  ): Map<string, OutboxRow[]> {
    const byTopic = new Map<string, OutboxRow[]>();
    for (const row of rows) {
      const topic = this.#topicOf(row);
      const refusal = missing.has(topic)
        ? `主题 ${topic} 不存在，将自动重试；请检查该部门是否已开通。`
        : this.#refusal(topic, row);
      if (refusal !== null) outcomes.set(row, failed(refusal));
      else if (!behindRefusal(row, outcomes)) put(byTopic, topic, row);
      else outcomes.set(row, failed('同一主题键的前一条消息尚未送达，排队等待。'));
    }
    return byTopic;
  }

  #refusal(topic: string, row: OutboxRow): string | null {
    if (row.body.length > largestBody || Buffer.byteLength(row.body) > largestBody)
      return '消息体超过消息队列允许的大小，请缩减内容模板。';
    return this.#health.resting(topic, this.#parts.clock.now().getTime());
  }

  /** One call at a time: a request that fails takes everything behind it along, which must not be another worker's messages. */
  async #sendTogether(
    groups: readonly (readonly [string, readonly OutboxRow[]])[],
    outcomes: Map<OutboxRow, SendOutcome>,
  ): Promise<void> {
    const messages = groups.flatMap(([topic, rows]) => rows.map((row) => toOutgoing(topic, row)));
    if (messages.length === 0) return;
    const mine = this.#turn.then(() => this.#parts.publisher.publish(messages));
    this.#turn = mine.catch(() => undefined);
    try {
      await mine;
    } catch (fault) {
      if (!concernsOneTopic(fault)) throw fault;
      await Promise.all(groups.map(([topic, rows]) => this.#sendAlone(topic, rows, outcomes)));
    }
  }

  async #sendAlone(
    topic: string,
    rows: readonly OutboxRow[],
    outcomes: Map<OutboxRow, SendOutcome>,
  ): Promise<void> {
    const messages = rows.map((row) => toOutgoing(topic, row));
    try {
      await withPatience(this.#parts.isolated.publish(messages), isolatedPatienceMs);
      this.#health.well(topic);
    } catch {
      const sentence = `主题 ${topic} 暂时写不进去，将自动重试；请检查主题是否存在、账号是否有写权限。`;
      this.#health.broke(topic, sentence, this.#parts.clock.now().getTime());
      for (const row of rows) outcomes.set(row, failed(sentence));
    }
  }

  #topicOf(row: OutboxRow): string {
    return this.#parts.topics.feedback({
      region: brandAs(row.region),
      department: brandAs(row.department),
    });
  }
}

function toOutgoing(topic: string, row: OutboxRow): OutgoingMessage {
  return { topic, key: row.key, value: row.body, headers: toHeaders(row) };
}

function failed(sentence: string): SendOutcome {
  return { outcome: 'failed', code: 'HUB_PUBLISH_FAILED', sentence };
}

function concernsOneTopic(fault: unknown): boolean {
  return fault instanceof HubError && fault.code === 'HUB_PUBLISH_FAILED';
}

/** A later message of the same recipient and key must not overtake one that was refused in this very call. */
function behindRefusal(row: OutboxRow, outcomes: ReadonlyMap<OutboxRow, SendOutcome>): boolean {
  if (outcomes.size === 0) return false;
  return [...outcomes.keys()].some(
    (refused) =>
      refused.key === row.key && refused.region === row.region && refused.department === row.department,
  );
}

function put(byTopic: Map<string, OutboxRow[]>, topic: string, row: OutboxRow): void {
  const rows = byTopic.get(topic);
  if (rows === undefined) byTopic.set(topic, [row]);
  else rows.push(row);
}

async function withPatience(work: Promise<void>, ms: number): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('timed out')), ms);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
