import { brokerFault, errorMarks } from './broker-faults.js';
import { placeOf, type JobRecord } from './publish-job.js';
import type { TopicLimits } from './topic-limits.js';

/** A record that was not taken. `alone` means that it is refused for what it is, else its topic takes nothing now. */
export interface Refusal extends JobRecord {
  readonly fault: unknown;
  readonly alone: boolean;
  /** Bytes its topic takes, where it was refused for its size. */
  readonly limit: number | null;
}

type Send = (records: readonly JobRecord[]) => Promise<void>;

const tooLarge = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);
/** What a broker says of records, not of their topic: sending fewer of them finds the one that is meant. */
const ofRecords = new Set([
  ...tooLarge,
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'UNSUPPORTED_FOR_MESSAGE_FORMAT',
]);

/**
 * Sends the records of a refused request again, topic by topic and then in halves, until what is refused stands alone. Answers what was refused;
 * throws when no broker answers. Records that had been taken lie there twice, which every reader of these topics passes over.
 */
export async function sendApart(
  records: readonly JobRecord[],
  send: Send,
  limits: TopicLimits,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const [topic, own] of Map.groupBy(records, ({ record }) => record.topic)) {
    limits.forget(topic);
    try {
      await limits.learn(topic);
      refusals.push(...(await halved(own, send, limits)));
    } catch (thrown) {
      refusals.push(...ofTopic(own, thrown));
    }
  }
  return refusals;
}

async function halved(
  records: readonly JobRecord[],
  send: Send,
  limits: TopicLimits,
): Promise<readonly Refusal[]> {
  try {
    await send(records);
    return [];
  } catch (thrown) {
    const mark = errorMarks(thrown).find((text) => ofRecords.has(text));
    if (mark === undefined) return ofTopic(records, thrown);
    const [only] = records;
    if (only === undefined) return [];
    if (records.length === 1) {
      const limit = tooLarge.has(mark) ? (limits.of(only.record.topic) ?? null) : null;
      return [{ ...only, fault: thrown, alone: true, limit }];
    }
    const middle = Math.ceil(records.length / 2);
    const first = await halved(records.slice(0, middle), send, limits);
    // Records of other calls do not overtake a refused one of their topic and key.
    const refused = new Set(first.map(({ record }) => placeOf(record)));
    const rest = records.slice(middle).filter(({ record }) => !refused.has(placeOf(record)));
    return rest.length === 0 ? first : [...first, ...(await halved(rest, send, limits))];
  }
}

function ofTopic(records: readonly JobRecord[], thrown: unknown): readonly Refusal[] {
  const topic = records[0]?.record.topic ?? '';
  const sentence = `主题 ${topic} 的消息没有写入消息队列，系统会自动重试，请检查主题是否存在、账号是否有写权限`;
  const fault = brokerFault(thrown, 'HUB_PUBLISH_FAILED', sentence, { topic });
  if (fault.code === 'HUB_BROKER_UNREACHABLE') throw fault;
  return records.map((one) => ({ ...one, fault, alone: false, limit: null }));
}
