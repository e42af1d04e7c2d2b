import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SourceReader, StreamDefinition } from '#base/contracts';
import { kafkaSettings } from '#base/kafka';
import { testKafka } from '../../../../test/support/servers.js';
import { message, openKafkaDepartment, thrownBy, type KafkaDepartment } from './kafka-department.js';
import { pagesOf } from '../conformance/reading.js';

let department: KafkaDepartment;
const readers: SourceReader[] = [];

beforeAll(async () => {
  const { mechanism, ...access } = testKafka();
  const section = { ...access, saslMechanism: mechanism, tls: false, caFile: '' } as const;
  department = await openKafkaDepartment(kafkaSettings(section, 'kafka-connector-spec'));
}, 60_000);

afterAll(async () => {
  await Promise.all(readers.map((reader) => reader.close()));
  await department.close();
});

async function open(stream: StreamDefinition, address?: string): Promise<SourceReader> {
  const reader = await department.open([stream], address);
  readers.push(reader);
  return reader;
}

test('a check says what is there, what the account may do beyond reading, and what the messages lack', async () => {
  const [topic, other] = [await department.topic(1, ['write']), await department.topic(1)];
  const stream = department.stream(topic);
  await department.write(topic, [message('C1'), { key: null, value: { ID: 'C2' } }]);
  const reader = await open(stream);
  const lines = await reader.check();
  const said = lines.map(({ verdict, sentence }) => `${verdict} ${sentence}`).join('\n');
  expect(said).toContain(`ok 主题 ${topic} 可读，1 个分区，现存约 2 条消息。`);
  expect(said).toContain(`warning 账号对主题 ${topic} 还有 Write 权限`);
  expect(said).toMatch(/warning 账号还能用到定义以外的 \d+ 个主题/);
  expect(said).toContain('warning 抽样中有 1 条消息没有字段 VER');
  expect(await reader.columns(stream)).toEqual(['ID', 'VER']);
  const empty = await (await open(department.stream(other))).check();
  expect(empty.some(({ sentence }) => sentence.startsWith('主题里现在没有消息'))).toBe(true);
});

test('refusals are explained: no right, no such topic, wrong password, foreign checkpoint', async () => {
  const hidden = `dept-hidden-${Date.now()}`;
  await department.admin.createTopics({ topics: [hidden], partitions: 1, replicas: 1 });
  const stream = department.stream(hidden);
  const reader = await open(stream);
  expect(await thrownBy(pagesOf(reader, stream))).toMatchObject({
    code: 'HUB_SOURCE_DENIED',
    facts: { reason: 'rights' },
  });
  expect((await reader.check()).at(-1)).toMatchObject({ verdict: 'fault' });
  const topic = await department.topic(1);
  const own = department.stream(topic);
  const [broker] = department.settings.brokers;
  const wrong = await open(own, `kafka://reader:geheim-9431@${broker}`);
  const denied = await thrownBy(pagesOf(wrong, own));
  expect(denied).toMatchObject({ code: 'HUB_SOURCE_DENIED', facts: { reason: 'signIn' } });
  expect(JSON.stringify([denied.sentence, denied.facts])).not.toContain('geheim');
  const foreign = { at: '2026-03-02 10:00:00', key: ['x'] };
  expect(await thrownBy(pagesOf(await open(own), own, { after: foreign }))).toMatchObject({
    code: 'HUB_SOURCE_INVALID',
    facts: { reason: 'place' },
  });
});

test('a broker that swallows everything ends as a fault to be retried, and the signal is obeyed at once', async () => {
  const hole = createServer(() => undefined);
  await new Promise<void>((resolve) => void hole.listen(0, '127.0.0.1', resolve));
  const { port } = hole.address() as AddressInfo;
  try {
    const stream = department.stream('somewhere');
    const reader = await open(stream, `kafka://127.0.0.1:${port}`);
    const from = performance.now();
    expect(await pagesOf(reader, stream, {}, AbortSignal.timeout(100))).toEqual([]);
    expect(performance.now() - from).toBeLessThan(2_000);
    expect((await thrownBy(pagesOf(reader, stream))).remedy).toBe('retry');
    await reader.close();
  } finally {
    hole.close();
  }
}, 30_000);

test.each([
  ['streams.acceptance.settings.topic', { topic: '有空格 的' }],
  ['streams.acceptance.settings.format', { format: 'avro' }],
  ['streams.acceptance.settings.record', { format: 'debezium', record: 'data' }],
  ['streams.acceptance.settings.types.AT', { format: 'debezium', types: { AT: 'year' } }],
  ['streams.acceptance.settings.partitions', { partitions: 3 }],
])('a bad setting is refused by its name: %s', async (path, settings) => {
  const stream = { ...department.stream('t'), settings: { topic: 't', ...settings } };
  const fault = await thrownBy(Promise.resolve().then(() => department.open([stream])));
  expect(fault).toMatchObject({ code: 'HUB_SOURCE_INVALID', facts: { path } });
});
