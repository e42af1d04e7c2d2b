import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Producer } from '@platformatic/kafka';
import type { ConsumedMessage } from '#base/contracts';
import { randomId, testKafka } from '../../../../test/support/servers.js';
import { BatchConsumer } from './batch-consumer.js';
import { publishingOptions } from './clients.js';
import { kafkaSettings, type KafkaSettings } from './kafka-settings.js';
import { Provisioner } from './provisioner.js';

const run = randomId();
const codecs = ['gzip', 'snappy', 'lz4', 'zstd'] as const;
let settings: KafkaSettings;
let producer: Producer;
const stop: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const { mechanism, ...section } = testKafka();
  const all = { ...section, saslMechanism: mechanism, tls: false, caFile: '' } as const;
  settings = kafkaSettings(all, `test-${run}`, `t${run}.`);
  producer = new Producer({ ...publishingOptions(settings), retries: 3 });
  const topics = [
    ...codecs.map((codec) => ({ name: named(codec), partitions: 1, config: { 'compression.type': codec } })),
    { name: named('mixed'), partitions: 1, config: {} },
    { name: named('beside'), partitions: 1, config: {} },
  ];
  await new Provisioner(settings).apply({ topics, accounts: [], grants: [] });
});

afterAll(async () => {
  for (const end of stop) await end();
  await producer.close();
});

const named = (name: string): string => `t${run}.${name}`;

/** Reads until so many messages came, by topic. */
async function read(
  topics: readonly string[],
  count: number,
): Promise<ReadonlyMap<string, readonly ConsumedMessage[]>> {
  const seen = new Map<string, ConsumedMessage[]>();
  const done = Promise.withResolvers<void>();
  const consumer = new BatchConsumer({
    settings,
    groupId: named(randomId()),
    startOffset: () => Promise.resolve(null),
    handler: (batch) => {
      seen.set(batch.topic, [...(seen.get(batch.topic) ?? []), ...batch.messages]);
      if ([...seen.values()].reduce((sum, { length }) => sum + length, 0) >= count) done.resolve();
      return Promise.resolve({ nextOffset: (batch.messages.at(-1)?.offset ?? -1n) + 1n });
    },
  });
  stop.push(() => consumer.stop());
  consumer.start(topics.map(named));
  await Promise.race([done.promise, consumer.finished]);
  return seen;
}

const values = Array.from({ length: 400 }, (_, n) => `第 ${n} 条 ${'内容 '.repeat(n)}`);
const written = (topic: string) =>
  values.map((value) => ({
    topic: named(topic),
    partition: 0,
    key: Buffer.from('k'),
    value: Buffer.from(value),
  }));

test('every codec is read when the topic asks the broker for it, as its own libraries write it', async () => {
  for (const codec of codecs) await producer.send({ messages: written(codec), acks: -1 });
  const seen = await read(codecs, codecs.length * values.length);
  for (const codec of codecs)
    expect(seen.get(named(codec))?.map(({ value }) => String(value))).toEqual(values);
});

test('a batch that becomes too large is handed on as unreadable with its offsets; what lies around it and beside it is read', async () => {
  const send = (
    topic: string,
    content: string,
    count: number,
    compression: (typeof codecs)[number] | 'none',
  ) =>
    producer.send({
      messages: Array.from({ length: count }, () => ({
        topic: named(topic),
        partition: 0,
        key: Buffer.from('k'),
        value: Buffer.from(content),
      })),
      compression,
      acks: -1,
    });
  await send('mixed', 'before', 1, 'none');
  await send('mixed', '0'.repeat(40_000_000), 2, 'zstd');
  for (const codec of codecs) await send('mixed', codec, 1, codec);
  await send('beside', 'beside', 1, 'snappy');
  const seen = await read(['mixed', 'beside'], 7);
  const mixed = seen.get(named('mixed')) ?? [];
  expect(mixed.map(({ offset, value, unreadable }) => [offset, unreadable?.from ?? String(value)])).toEqual([
    [0n, 'before'],
    [2n, 1n],
    ...codecs.map((codec, at) => [BigInt(at + 3), codec]),
  ]);
  const { sentence } = mixed[1]?.unreadable ?? { sentence: '' };
  expect(sentence).toContain(
    `主题 ${named('mixed')} 分区 0 位点 1 至 2 的一批消息无法解读：以 zstd 压缩，解压后超过`,
  );
  expect(seen.get(named('beside'))?.map(({ value }) => String(value))).toEqual(['beside']);
});

test('null headers, header and key bytes that are no text, tombstones and ten thousand headers stop nobody', async () => {
  const headers = new Map<Buffer, Buffer | null>([
    [Buffer.from('name'), Buffer.from('值')],
    [Buffer.from('none'), null],
    [Buffer.from('bytes'), Buffer.from([0xff, 0xfe])],
    [Buffer.from('__proto__'), Buffer.from('own')],
    [Buffer.from('constructor'), Buffer.from('施工方')],
    ...Array.from({ length: 10_000 }, (_, n) => [Buffer.from(`h${n}`), Buffer.from('x')] as const),
  ]);
  const odd = {
    topic: named('beside'),
    partition: 0,
    key: Buffer.from([0xc3, 0x28]),
    headers: headers as Map<Buffer, Buffer>,
  };
  await producer.send({
    messages: [odd, { topic: named('beside'), partition: 0, value: Buffer.from('after') }],
    acks: -1,
  });
  const seen = (await read(['beside'], 3)).get(named('beside')) ?? [];
  const { key, headers: kept } = seen.find(({ value }) => value === null) ?? { key: 'none', headers: {} };
  expect(key).toBeNull();
  expect(Object.entries(kept).slice(0, 4)).toEqual([
    ['name', '值'],
    ['__proto__', 'own'],
    ['constructor', '施工方'],
    ['h0', 'x'],
  ]);
  expect(Object.keys(kept)).toHaveLength(10_003);
  expect(String(seen.at(-1)?.value)).toBe('after');
});
