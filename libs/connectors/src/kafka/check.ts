import { HubError, type CheckLine, type StreamDefinition } from '#base/contracts';
import { textAt } from '#base/http';
import type { Cluster, TopicRights } from './cluster.js';
import type { KafkaStreamSettings } from './settings.js';
import type { TopicState } from './topic-state.js';
import type { Unwrapped } from './unwrap.js';

/** What a check looks at. `sample` reads a few of the newest messages. */
export interface CheckSubject {
  readonly sourceName: string;
  readonly cluster: Cluster;
  readonly streams: readonly (readonly [StreamDefinition, KafkaStreamSettings])[];
  sample(stream: StreamDefinition): Promise<readonly Unwrapped[]>;
}

type Finding = readonly [CheckLine['verdict'], string];

const harmless = new Set(['Read', 'Describe', 'DescribeConfigs']);

/** Looks at every topic, at its newest messages and at what the account may do; changes nothing. */
export async function checkKafka(subject: CheckSubject): Promise<readonly CheckLine[]> {
  const { cluster, streams, sourceName } = subject;
  const rights = await cluster.rights();
  const read = new Set(streams.map(([, { topic }]) => topic));
  const lines: CheckLine[] = [
    { subject: sourceName, verdict: 'ok', sentence: 'Kafka 可达，账号可以登录；不加入消费组，不提交位点。' },
    ...othersIn(rights, read).map(([verdict, sentence]) => ({ subject: sourceName, verdict, sentence })),
  ];
  for (const [stream, settings] of streams) {
    const findings = await findingsOf(subject, stream, settings, rights);
    lines.push(...findings.map(([verdict, sentence]) => ({ subject: stream.name, verdict, sentence })));
  }
  return lines;
}

function othersIn(rights: readonly TopicRights[], read: ReadonlySet<string>): readonly Finding[] {
  const others = rights.filter(
    ({ topic, operations }) => !read.has(topic) && operations.some((operation) => operation !== 'Describe'),
  );
  if (others.length === 0) return [['ok', '账号只能用到定义里的主题。']];
  const named = others
    .slice(0, 5)
    .map(({ topic }) => topic)
    .join('、');
  return [
    [
      'warning',
      `账号还能用到定义以外的 ${others.length} 个主题（${named}${others.length > 5 ? ' …' : ''}），请该部门收回。`,
    ],
  ];
}

async function findingsOf(
  subject: CheckSubject,
  stream: StreamDefinition,
  { topic }: KafkaStreamSettings,
  rights: readonly TopicRights[],
): Promise<readonly Finding[]> {
  try {
    const state = await subject.cluster.state(topic);
    const sample = await subject.sample(stream);
    const own = rights.find((one) => one.topic === topic)?.operations ?? [];
    return [held(topic, state), ...beyond(topic, own), ...sampled(stream, sample)];
  } catch (cause) {
    if (!(cause instanceof HubError)) throw cause;
    return [['fault', cause.sentence]];
  }
}

function held(topic: string, { partitions }: TopicState): Finding {
  const messages = partitions.reduce((sum, { earliest, end }) => sum + (end - earliest), 0n);
  return ['ok', `主题 ${topic} 可读，${partitions.length} 个分区，现存约 ${messages} 条消息。`];
}

function beyond(topic: string, operations: readonly string[]): readonly Finding[] {
  const more = operations.filter((operation) => !harmless.has(operation));
  if (more.length === 0) return [['ok', `账号对主题 ${topic} 只有读取权限。`]];
  return [['warning', `账号对主题 ${topic} 还有 ${more.join('、')} 权限，枢纽用不到，请该部门收回。`]];
}

function sampled(stream: StreamDefinition, sample: readonly Unwrapped[]): readonly Finding[] {
  if (sample.length === 0) return [['warning', '主题里现在没有消息，无法抽样；请该部门发一条核对。']];
  const refusal = sample.find((one) => one !== null && 'refusal' in one);
  if (refusal !== undefined && refusal !== null && 'refusal' in refusal) {
    return [['fault', `抽样的消息读不出：${refusal.refusal}。`]];
  }
  const records = sample.flatMap((one) => (one !== null && 'fields' in one ? [one.fields] : []));
  const missing = [...new Set([...stream.key, stream.caseNumber])].flatMap((name): readonly Finding[] => {
    const absent = records.filter((fields) => (textAt(fields, name) ?? '') === '').length;
    if (absent === 0) return [];
    const verdict = absent === records.length ? 'fault' : 'warning';
    return [[verdict, `抽样中有 ${absent} 条消息没有字段 ${name}，请与该部门核对。`]];
  });
  return [['ok', `抽样 ${records.length} 条，格式与定义相符。`], ...missing];
}
