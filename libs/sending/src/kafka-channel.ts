import { brandAs, HubError, type Clock } from '#base/contracts';
import { RefusedRecords, type OutgoingMessage, type Publisher, type TopicNames } from '#base/kafka';
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
const waitsBehind = '同一主题键的前一条消息尚未送达，排队等待。';
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
        : this.#health.resting(topic, this.#parts.clock.now().getTime());
      if (refusal !== null) outcomes.set(row, failed(refusal));
      else if (!behindRefusal(row, outcomes)) put(byTopic, topic, row);
      else outcomes.set(row, failed(waitsBehind));
    }
    return byTopic;
  }

  /** One call at a time: a request that fails takes everything behind it along, which must not be another worker's messages. */
  async #sendTogether(
    groups: readonly (readonly [string, readonly OutboxRow[]])[],
    outcomes: Map<OutboxRow, SendOutcome>,
  ): Promise<void> {
    const rows = groups.flatMap(([topic, own]) => own.map((row): Addressed => [topic, row]));
    if (rows.length === 0) return;
    const mine = this.#turn.then(() => withoutRefused(this.#parts.publisher, rows, outcomes));
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
    const addressed = rows.filter((row) => !outcomes.has(row)).map((row): Addressed => [topic, row]);
    try {
      await withPatience(withoutRefused(this.#parts.isolated, addressed, outcomes), isolatedPatienceMs);
      this.#health.well(topic);
    } catch {
      const sentence = `主题 ${topic} 暂时写不进去，将自动重试；请检查主题是否存在、账号是否有写权限。`;
      this.#health.broke(topic, sentence, this.#parts.clock.now().getTime());
      for (const [, row] of addressed) if (!outcomes.has(row)) outcomes.set(row, failed(sentence));
    }
  }

  #topicOf(row: OutboxRow): string {
    return this.#parts.topics.feedback({
      region: brandAs(row.region),
      department: brandAs(row.department),
    });
  }
}

type Addressed = readonly [topic: string, row: OutboxRow];

/**
 * Publishes all but what the broker never takes: such a message fails by itself, those behind it of the same recipient and key wait,
 * and the others go.
 */
async function withoutRefused(
  publisher: Publisher,
  addressed: readonly Addressed[],
  outcomes: Map<OutboxRow, SendOutcome>,
): Promise<void> {
  let left = addressed;
  while (left.length > 0) {
    try {
      return await publisher.publish(left.map(([topic, row]) => toOutgoing(topic, row)));
    } catch (fault) {
      if (!(fault instanceof RefusedRecords)) throw fault;
      left = leftAfter(left, fault, outcomes);
    }
  }
}

/** Notes what was refused and what waits behind it; answers the others. */
function leftAfter(
  addressed: readonly Addressed[],
  fault: RefusedRecords,
  outcomes: Map<OutboxRow, SendOutcome>,
): readonly Addressed[] {
  const refused = new Set(fault.records.map(({ index }) => index));
  const keys = new Set<string>();
  return addressed.filter(([topic, row], index) => {
    const place = `${topic}\n${row.key}`;
    const waits = keys.has(place);
    if (!waits && !refused.has(index)) return true;
    keys.add(place);
    const refusal: SendOutcome = { outcome: 'failed', code: fault.code, sentence: fault.sentence };
    outcomes.set(row, waits ? failed(waitsBehind) : refusal);
    return false;
  });
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
