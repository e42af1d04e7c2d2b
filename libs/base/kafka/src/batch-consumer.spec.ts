import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, HubError, type BatchHandler, type BatchOutcome, type ConsumedBatch } from '#base/contracts';
import { BatchConsumer, type BatchConsumerOptions } from './batch-consumer.js';
import { kafkaSettings, type KafkaSettings } from './kafka-settings.js';
import { LagReader } from './lag.js';
import type { OutgoingMessage } from './outgoing-record.js';
import { Producer } from './producer.js';
import { topicConfigs } from './provision-plan.js';
import { Provisioner } from './provisioner.js';
import { TopicNames } from './topics.js';

const run = randomUUID().slice(0, 8);
const names = new TopicNames(`t${run}.`);
const stop: (() => Promise<void>)[] = [];
let admin: KafkaSettings;
let producer: Producer;

beforeAll(async () => {
  admin = adminSettings();
  producer = new Producer(admin);
  const topics = ['fence', 'retry', 'order', 'stop'].map((system) => ({
    name: rawTopic(system),
    partitions: 3,
    config: topicConfigs.raw,
  }));
  await new Provisioner(admin).apply({ topics, accounts: [], grants: [] });
});

afterAll(async () => {
  for (const end of stop.reverse()) await end();
  await producer.close();
});

function adminSettings(): KafkaSettings {
  const {
    TEST_KAFKA_BROKERS: brokers,
    TEST_KAFKA_ADMIN_USERNAME: username,
    TEST_KAFKA_ADMIN_PASSWORD: secret,
  } = process.env;
  if (!brokers || !username || !secret)
    throw new Error('Run through npm test: TEST_KAFKA_* name the broker to test against.');
  const section = {
    brokers: brokers.split(','),
    saslMechanism: 'scram-sha-512',
    tls: false,
    caFile: '',
  } as const;
  return kafkaSettings({ ...section, username, password: secret }, `test-${run}`, names.prefix);
}

function rawTopic(system: string): string {
  return names.raw(brandAs(`370800.zjj.${system}`));
}

function message(topic: string, key: string, value: string): OutgoingMessage {
  return { topic, key, value, headers: { number: value } };
}

function consume(
  handler: BatchHandler,
  topic: string,
  change: Partial<BatchConsumerOptions> = {},
): BatchConsumer {
  const startOffset = () => Promise.resolve(null);
  const groupId = `${names.prefix}${randomUUID()}`;
  const tuning = { backOff: { firstMs: 20, maxMs: 50 } };
  const consumer = new BatchConsumer({ settings: admin, groupId, startOffset, handler, tuning, ...change });
  consumer.start([topic]);
  stop.push(() => consumer.stop());
  return consumer;
}

const endOf = (batch: ConsumedBatch): BatchOutcome => ({
  nextOffset: (batch.messages.at(-1)?.offset ?? -1n) + 1n,
});

test('a consumer resumes from the fence, not from the offset of the group', async () => {
  const topic = rawTopic('fence');
  const values = Array.from({ length: 10 }, (_, index) => String(index));
  await producer.publish(values.map((value) => message(topic, 'one case', value)));
  const groupId = `${names.prefix}fence`;
  const read = async (fence: bigint | null): Promise<readonly string[]> => {
    const seen: string[] = [];
    const done = Promise.withResolvers<void>();
    const handler: BatchHandler = (batch) => {
      seen.push(...batch.messages.map(({ headers }) => headers['number'] ?? ''));
      if (seen.at(-1) === '9') done.resolve();
      return Promise.resolve(endOf(batch));
    };
    const consumer = consume(handler, topic, { groupId, startOffset: () => Promise.resolve(fence) });
    await done.promise;
    await consumer.stop();
    return seen;
  };
  expect(await read(null)).toEqual(values);
  expect(await read(4n)).toEqual(values.slice(4));
  const watch = new LagReader(admin);
  stop.push(() => watch.close());
  expect(await watch.read([{ group: groupId, topic }])).toEqual([
    { group: groupId, topic, messages: 0, seconds: 0 },
  ]);
  const [unread] = await watch.read([{ group: `${groupId}-new`, topic }]);
  expect(unread?.messages).toBe(10);
  expect(unread?.seconds).toBeGreaterThan(0);
  expect(unread?.seconds).toBeLessThan(60);
});

test('a handler that fails gets the same batch again and nothing is skipped', async () => {
  const topic = rawTopic('retry');
  const sent = Array.from({ length: 300 }, (_, index) => message(topic, `case ${index % 17}`, String(index)));
  await producer.publish(sent);
  const done: string[] = [];
  const complete = Promise.withResolvers<void>();
  let failures = 0;
  consume((batch) => {
    if (failures < 6) {
      failures += 1;
      return Promise.reject(new Error('the database is away'));
    }
    done.push(...batch.messages.map(({ headers }) => headers['number'] ?? ''));
    if (done.length >= 300) complete.resolve();
    return Promise.resolve(endOf(batch));
  }, topic);
  await complete.promise;
  expect(done.map(Number).sort((one, other) => one - other)).toEqual(
    Array.from({ length: 300 }, (_, index) => index),
  );
});

test('order per key holds from many overlapping calls to the handler', async () => {
  const topic = rawTopic('order');
  const count = 5_000;
  const calls: Promise<void>[] = [];
  for (let at = 0; at < count; at += 50) {
    const page = Array.from({ length: 50 }, (_, index) =>
      message(topic, `case ${(at + index) % 97}`, String(at + index)),
    );
    calls.push(producer.publish(page));
  }
  await Promise.all(calls);
  const last = new Map<string, number>();
  const disorder: string[] = [];
  let seen = 0;
  const complete = Promise.withResolvers<void>();
  consume((batch) => {
    for (const { key, headers } of batch.messages) {
      const number = Number(headers['number']);
      if (number <= (last.get(key ?? '') ?? -1)) disorder.push(`${key}: ${number}`);
      last.set(key ?? '', number);
    }
    seen += batch.messages.length;
    if (seen >= count) complete.resolve();
    return Promise.resolve(endOf(batch));
  }, topic);
  await complete.promise;
  expect(disorder).toEqual([]);
  expect(seen).toBe(count);
});

test('a fault whose remedy is stop ends the consumer and reaches its owner', async () => {
  const topic = rawTopic('stop');
  await producer.publish([message(topic, 'case', '0')]);
  const consumer = consume(() => Promise.reject(new HubError('HUB_MAPPING_INVALID', '映射文件无效')), topic);
  await expect(consumer.finished).rejects.toMatchObject({ code: 'HUB_MAPPING_INVALID' });
});
