import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HubError } from '#base/contracts';
import { randomId, testKafka } from '../../../../test/support/servers.js';
import { openAdmin } from './clients.js';
import { kafkaSettings, type KafkaSettings } from './kafka-settings.js';
import type { OutgoingMessage } from './outgoing-record.js';
import { Producer } from './producer.js';
import { Provisioner } from './provisioner.js';
import { RefusedRecords } from './refused-records.js';

const run = randomId();
const named = (name: string): string => `t${run}.${name}`;
let settings: KafkaSettings;
let producer: Producer;

beforeAll(async () => {
  const { mechanism, ...section } = testKafka();
  settings = kafkaSettings(
    { ...section, saslMechanism: mechanism, tls: false, caFile: '' },
    `test-${run}`,
    `t${run}.`,
  );
  producer = new Producer(settings);
  const topics = [
    { name: named('usual'), partitions: 3, config: {} },
    { name: named('other'), partitions: 3, config: {} },
    { name: named('small'), partitions: 1, config: { 'max.message.bytes': '5000' } },
    { name: named('raised'), partitions: 1, config: { 'max.message.bytes': '5000' } },
    { name: named('lowered'), partitions: 1, config: { 'max.message.bytes': '50000' } },
    { name: named('ordered'), partitions: 1, config: { 'max.message.bytes': '50000' } },
    { name: named('deleted'), partitions: 1, config: {} },
  ];
  await new Provisioner(settings).apply({ topics, accounts: [], grants: [] });
});

afterAll(() => producer.close());

function message(topic: string, key: string, value: string): OutgoingMessage {
  return { topic: named(topic), key, value, headers: { name: key } };
}

const refusedBy = async (work: Promise<void>): Promise<RefusedRecords> => {
  const fault: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof RefusedRecords) return fault;
  throw new Error(`Expected records to be refused, got ${String(fault)}`);
};

/** How many messages lie on a topic. */
async function countOf(topic: string): Promise<number> {
  const admin = await openAdmin(settings, 3);
  try {
    const partitions = [0, 1, 2].slice(0, topic === 'usual' || topic === 'other' ? 3 : 1);
    const answer = await admin.listOffsets({
      topics: [
        {
          name: named(topic),
          partitions: partitions.map((index) => ({ partitionIndex: index, timestamp: -1n })),
        },
      ],
    });
    return answer.flatMap((one) => one.partitions).reduce((sum, { offset }) => sum + Number(offset), 0);
  } finally {
    await admin.close();
  }
}

async function setLimit(topic: string, bytes: number): Promise<void> {
  const config = { 'max.message.bytes': String(bytes) };
  const plan = { topics: [{ name: named(topic), partitions: 1, config }], accounts: [], grants: [] };
  await new Provisioner(settings).apply(plan);
}

test('a record larger than its topic takes is named before anything of its call is sent; the others can go without it', async () => {
  const before = await countOf('usual');
  const page = Array.from({ length: 50 }, (_, index) =>
    message('usual', `case ${index}`, index === 17 || index === 40 ? '大'.repeat(700_000) : 'row'),
  );
  const fault = await refusedBy(producer.publish(page));
  expect(fault).toMatchObject({ code: 'HUB_RECORD_TOO_LARGE', remedy: 'park' });
  expect(fault.records).toMatchObject([
    { index: 17, topic: named('usual'), key: 'case 17', limit: 1_048_588 },
    { index: 40, topic: named('usual'), key: 'case 40', limit: 1_048_588 },
  ]);
  expect(fault.records[0].bytes).toBeGreaterThan(2_100_000);
  expect(fault.sentence).toContain('1048588 字节');
  expect(await countOf('usual')).toBe(before);
  await producer.publish(page.filter((_, index) => index !== 17 && index !== 40));
  expect(await countOf('usual')).toBe(before + 48);
});

test('the limit is the topic’s own, to the byte: one that just fits is taken, many small ones are never refused together', async () => {
  const one = (length: number): Promise<void> =>
    producer.publish([message('small', 'k', 'x'.repeat(length))]);
  const [tooLarge] = (await refusedBy(one(5_000))).records;
  const fits = 5_000 - (tooLarge.bytes - 5_000);
  await one(fits);
  expect((await refusedBy(one(fits + 1))).records[0]).toMatchObject({ bytes: 5_001, limit: 5_000 });
  await producer.publish(Array.from({ length: 200 }, (_, n) => message('small', `k${n}`, 'y'.repeat(900))));
  expect(await countOf('small')).toBe(201);
});

test('one call’s refusal fails nothing that is published at the same time', async () => {
  const before = { usual: await countOf('usual'), other: await countOf('other') };
  const results = await Promise.allSettled([
    producer.publish([message('usual', 'a', '1')]),
    producer.publish([message('other', 'b', 'x'.repeat(2_000_000))]),
    producer.publish([message('absent', 'c', '1')]),
    producer.publish([message('other', 'd', '1'), message('usual', 'd', '1')]),
    producer.publish([message('usual', 'e', '1')]),
  ]);
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(
    results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as HubError).code] : [])),
  ).toEqual(['HUB_RECORD_TOO_LARGE', 'HUB_PUBLISH_FAILED']);
  expect([await countOf('usual'), await countOf('other')]).toEqual([before.usual + 3, before.other + 1]);
});

test('a limit that was lowered meanwhile is found out: the one record is named, what was queued beside it arrives', async () => {
  await producer.publish([message('lowered', 'k', 'first'), message('usual', 'k', 'first')]);
  await setLimit('lowered', 5_000);
  const before = await countOf('usual');
  const large = message('lowered', 'large', 'x'.repeat(20_000));
  const [refused, beside, own] = await Promise.allSettled([
    producer.publish([message('lowered', 'fine', '1'), large]),
    producer.publish([message('usual', 'z', '1')]),
    producer.publish([message('lowered', 'another', '1')]),
  ]);
  expect(refused).toMatchObject({
    reason: { code: 'HUB_RECORD_TOO_LARGE', records: [{ index: 1, key: 'large', limit: 5_000 }] },
  });
  expect([beside.status, own.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(await countOf('usual')).toBeGreaterThanOrEqual(before + 1);
});

test('a limit that was raised meanwhile holds within seconds', async () => {
  const large = message('raised', 'k', 'x'.repeat(20_000));
  await refusedBy(producer.publish([large]));
  await setLimit('raised', 50_000);
  const deadline = Date.now() + 20_000;
  for (;;) {
    const fault: unknown = await producer.publish([large]).catch((thrown: unknown) => thrown);
    if (fault === undefined) break;
    expect(fault).toBeInstanceOf(RefusedRecords);
    expect(Date.now()).toBeLessThan(deadline);
    await countOf('raised');
  }
  expect(await countOf('raised')).toBe(1);
});

test('a topic that was deleted meanwhile fails its own calls only', async () => {
  await producer.publish([message('deleted', 'k', '1')]);
  const admin = await openAdmin(settings, 3);
  await admin.deleteTopics({ topics: [named('deleted')] });
  await admin.close();
  const [gone, beside] = await Promise.allSettled([
    producer.publish([message('deleted', 'k', '2')]),
    producer.publish([message('usual', 'y', '1')]),
  ]);
  expect(gone).toMatchObject({ status: 'rejected', reason: { code: 'HUB_PUBLISH_FAILED' } });
  expect(beside.status).toBe('fulfilled');
});

test('what would overtake a refused call of the same key waits with it', async () => {
  await producer.publish([message('ordered', 'k', 'x')]);
  await setLimit('ordered', 5_000);
  const before = await countOf('ordered');
  const [first, same, other] = await Promise.allSettled([
    producer.publish([message('ordered', 'one', 'x'.repeat(20_000)), message('ordered', 'two', '1')]),
    producer.publish([message('ordered', 'one', 'later')]),
    producer.publish([message('ordered', 'three', '1')]),
  ]);
  expect(first).toMatchObject({ status: 'rejected' });
  expect(same).toMatchObject({ status: 'rejected', reason: { code: 'HUB_PUBLISH_FAILED' } });
  expect(other.status).toBe('fulfilled');
  expect(await countOf('ordered')).toBe(before + 2);
});
