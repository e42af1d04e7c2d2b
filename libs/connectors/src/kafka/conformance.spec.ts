import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page, SourceDefinition } from '#base/contracts';
import { testKafka } from '../../../../test/support/servers.js';
import { keeps, promisesOf } from '../conformance/connector-promises.js';
import { pageOf } from '../conformance/page-of.js';
import { filling } from '../conformance/paged-source.js';
import { casesOf, pagesOf } from '../conformance/reading.js';
import type { Subject } from '../conformance/subject.js';
import { startAdvertisingRelay, type AdvertisingRelay } from '../conformance/advertising-relay.js';
import { message, thrownBy, topicSource, topicStream, useKafkaDepartment } from './kafka-department.js';
import { kafkaConnector } from './kafka.connector.js';
import { testCertificate } from '../conformance/test-certificate.js';
import { kafkaWaivers } from './waivers.js';

const partitions = 3;
const { open, department } = useKafkaDepartment(testKafka);
let relay: AdvertisingRelay;
let topic = 'none';

beforeAll(async () => void (relay = await startAdvertisingRelay(department().settings.brokers[0] ?? '')));
afterAll(() => relay.close());

function source(settings: object = {}, stream: object = {}): SourceDefinition {
  return topicSource([topicStream(topic, stream)], { timeout: '2s', ...settings });
}

const ofStream = (stream: object, path: string) => ({
  source: source({}, stream),
  path: `streams.acceptance.settings.${path}`,
});

const subject: Subject = {
  title: 'Kafka',
  kind: 'kafka',
  waivers: kafkaWaivers,
  settings: pageOf('kafka').settings,
  connector: kafkaConnector,
  source: () => source(),
  port: () => relay.port,
  secret: (port, canary) => () => {
    relay.advertise(port);
    const url = new URL(department().address);
    url.host = `127.0.0.1:${port}`;
    if (canary !== undefined) url.password = canary;
    return url.href;
  },
  clear: async () => void (topic = await department().topic(partitions)),
  insert: (rows) =>
    department().write(
      topic,
      rows.map(({ id, at }) => ({
        key: id,
        value: { ID: id, VER: 1, AT: at.toISOString(), NOTE: filling },
        partition: id.charCodeAt(id.length - 1) % partitions,
      })),
    ),
  wrong: [
    { source: source({ timeout: 'soon' }), path: 'settings.timeout' },
    ofStream({ topic: '有空格 的' }, 'topic'),
    ofStream({ format: 'avro' }, 'format'),
    ofStream({ format: 'debezium', record: 'data' }, 'record'),
    ofStream({ format: 'debezium', types: { AT: 'year' } }, 'types.AT'),
    ofStream({ partitions: 3 }, 'partitions'),
  ],
  lost: () => source({}, { topic: 'nothing' }),
  strange: {
    foreign: { at: '2026-03-02 10:00:00', key: ['x'] },
    corrupt: { at: '00000000-0000-0000-0000-000000000000', key: ['0=', 'x'] },
  },
  // Where the topic stands, then one request a partition.
  get budgeted() {
    return { source: { ...source(), budget: { requestsPerSecond: 20 } }, leastMs: 140 };
  },
};

test.each(promisesOf(subject))('Kafka %s', (name) => keeps(name, subject), 60_000);

test('a check says what is there, what the account may do beyond reading, and what the messages lack', async () => {
  const [own, other] = [await department().topic(1, ['write']), await department().topic(1)];
  const stream = topicStream(own);
  await department().write(own, [message('C1'), { key: null, value: { ID: 'C2' } }]);
  const reader = await open(stream);
  const lines = await reader.check();
  const said = lines.map(({ verdict, sentence }) => `${verdict} ${sentence}`).join('\n');
  expect(said).toContain(`ok 主题 ${own} 可读，1 个分区，现存约 2 条消息。`);
  expect(said).toContain(`warning 账号对主题 ${own} 还有 Write 权限`);
  expect(said).toMatch(/warning 账号还能用到定义以外的 \d+ 个主题/);
  expect(said).toContain('warning 抽样中有 1 条消息没有字段 VER');
  expect(await reader.columns(stream)).toEqual(['ID', 'VER']);
  const empty = await (await open(topicStream(other))).check();
  expect(empty.some(({ sentence }) => sentence.startsWith('主题里现在没有消息'))).toBe(true);
});

test('refusals are told apart: no right, and a wrong password, which is not repeated', async () => {
  const hidden = `dept-hidden-${Date.now()}`;
  await department().admin.createTopics({ topics: [hidden], partitions: 1, replicas: 1 });
  const stream = topicStream(hidden);
  const reader = await open(stream);
  const noRight = { code: 'HUB_SOURCE_DENIED', facts: { reason: 'rights' } };
  expect(await thrownBy(pagesOf(reader, stream))).toMatchObject(noRight);
  expect((await reader.check()).at(-1)).toMatchObject({ verdict: 'fault' });
  const address = `kafka://reader:geheim-9431@${department().settings.brokers[0]}`;
  const denied = await thrownBy(pagesOf(await open(stream, address), stream));
  expect(denied).toMatchObject({ code: 'HUB_SOURCE_DENIED', facts: { reason: 'signIn' } });
  expect(JSON.stringify([denied.sentence, denied.facts])).not.toContain('geheim');
});

test('an encrypted cluster is read with its department’s root certificate, and trusted by no other', async () => {
  const encrypted = await startAdvertisingRelay(department().settings.brokers[0] ?? '', testCertificate);
  encrypted.advertise(encrypted.port);
  const url = new URL(department().address);
  url.host = `127.0.0.1:${encrypted.port}`;
  const stream = topicStream(await department().topic(1));
  await department().write(String(stream.settings['topic']), [message('E1')]);
  const read = async (tls: object): Promise<readonly Page[]> => {
    const secret = (name: string): string => (name === 'ca' ? testCertificate.cert : url.href);
    const reader = await kafkaConnector().open(topicSource([stream], { tls }), secret);
    try {
      return await pagesOf(reader, stream);
    } finally {
      await reader.close();
    }
  };
  try {
    expect(casesOf((await read({ caSecret: 'ca' })).flatMap(({ rows }) => rows))).toEqual(['E1']);
    const untrusted = { code: 'HUB_SOURCE_INVALID', facts: { reason: 'untrusted' } };
    expect(await thrownBy(read({}))).toMatchObject(untrusted);
  } finally {
    await encrypted.close();
  }
});
