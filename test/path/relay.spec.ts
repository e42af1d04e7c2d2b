import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { brandAs, eventType, type ConsumedMessage, type PlannedMessage } from '#base/contracts';
import {
  BatchConsumer,
  departmentAccount,
  Producer,
  Provisioner,
  TopicNames,
  type KafkaSettings,
} from '#base/kafka';
import { OutboxMessageWriter } from '#libs/sending';
import { bureau, housing, receipt } from '../support/feedback-desk.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { plannedMessage } from '../support/messages.js';

let hub: HubSet;
let relay: HubProcess;
let department: KafkaSettings;
const writer = new OutboxMessageWriter();

beforeAll(async () => {
  hub = await HubSet.open({ sources: [] });
  relay = await hub.start('relay');
  const username = departmentAccount(housing);
  department = {
    brokers: hub.kafka.brokers,
    sasl: { mechanism: hub.kafka.mechanism, username, password: hub.password(username) },
    tls: null,
    clientId: 'housing',
    topicPrefix: hub.prefix,
  };
}, 200_000);
afterAll(() => hub.close());

const write = (...messages: readonly PlannedMessage[]): Promise<void> =>
  hub.database.transaction((tx) => writer.write(tx, messages));

async function eventually<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (let round = 0; round < 2_000; round += 1) {
    const found = await look();
    if (found !== null) return found;
    await hub.database.query('select pg_sleep(0.05)');
  }
  throw new Error(`${what} did not happen; the relay said:\n${relay.output()}`);
}

const stateOf = async (message: PlannedMessage): Promise<string | null> => {
  const found = await hub.database.query<{ state: string }>(
    'select state from feedback.delivery where message_id = $1',
    [message.id],
  );
  return found.rows[0]?.state ?? null;
};

const reaches = (message: PlannedMessage, state: string): Promise<true> =>
  eventually(`${message.id} becoming ${state}`, async () =>
    (await stateOf(message)) === state ? true : null,
  );

test('a message reaches the department’s own account, and its receipt comes back', async () => {
  const topics = new TopicNames(hub.prefix);
  const seen: ConsumedMessage[] = [];
  const reader = new BatchConsumer({
    settings: department,
    groupId: `${topics.departmentGroupPrefix(housing)}spec`,
    startOffset: async () => null,
    handler: async (batch) => {
      seen.push(...batch.messages);
      return { nextOffset: (batch.messages.at(-1)?.offset ?? -1n) + 1n };
    },
  });
  const answers = new Producer(department);
  reader.start([topics.feedback(housing)]);
  try {
    const message = plannedMessage();
    await write(message);
    const arrived = await eventually(
      'the arrival',
      async () => seen.find(({ headers }) => headers['ce_id'] === message.id) ?? null,
    );
    expect(arrived.key).toBe(message.key);
    expect(JSON.parse(arrived.value?.toString('utf8') ?? '')).toEqual(message.body);
    expect(arrived.headers).toMatchObject({
      ce_type: eventType('license-decision'),
      ce_source: '370800.xzspj',
      ce_subject: message.key,
      ce_deadline: '2036-11-25T15:59:59.999Z',
      ce_receipt: 'received,claimed',
    });
    const headers = {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_type: eventType('receipt'),
      ce_source: '370800.zjj',
    };
    const value = JSON.stringify(receipt(message, 'claimed'));
    await answers.publish([{ topic: topics.reply(housing), key: message.key, value, headers }]);
    await reaches(message, 'claimed');
  } finally {
    await reader.stop();
    await answers.close();
  }
});

test('a topic that cannot be written holds back its own messages and nobody else’s', async () => {
  const nowhere = {
    region: brandAs<typeof housing.region>('370899'),
    department: brandAs<typeof housing.department>('none'),
  };
  const lost = plannedMessage({ to: nowhere, key: 'LOST' });
  const good = Array.from({ length: 50 }, (_, index) => plannedMessage({ to: bureau, key: `GOOD-${index}` }));
  await write(lost, ...good);
  for (const message of good) await reaches(message, 'delivered');
  const later = plannedMessage({ to: bureau, key: 'LATER' });
  await write(later);
  await reaches(later, 'delivered');
  expect(await stateOf(lost)).toBe('pending');
  const held = await eventually('the failed attempt', async () => {
    const { rows } = await hub.database.query<{ sentence: string }>(
      "select sentence from feedback.attempt where outcome = 'failed'",
    );
    return rows[0] ?? null;
  });
  expect(held.sentence).toContain('feedback.370899.none.v1');
}, 200_000);

test('a message larger than its topic takes fails alone, and arrives before what waited behind it once the topic takes it', async () => {
  const large = plannedMessage({ to: bureau, key: 'LARGE', body: { text: '大'.repeat(600_000) } });
  const behind = plannedMessage({ to: bureau, key: 'LARGE' });
  const beside = Array.from({ length: 20 }, (_, index) => plannedMessage({ to: bureau, key: `B-${index}` }));
  await write(large, behind, ...beside);
  for (const message of beside) await reaches(message, 'delivered');
  const failure = await eventually('the failed attempt', async () => {
    const { rows } = await hub.database.query<{ fault_code: string; sentence: string }>(
      `select fault_code, sentence from feedback.attempt a join feedback.delivery d on d.id = a.delivery_id
        where d.message_id = $1 and outcome = 'failed'`,
      [large.id],
    );
    return rows[0] ?? null;
  });
  expect(failure.fault_code).toBe('HUB_RECORD_TOO_LARGE');
  expect(failure.sentence).toContain('1048588 字节');
  expect([await stateOf(large), await stateOf(behind)]).toEqual(['pending', 'pending']);
  const name = new TopicNames(hub.prefix).feedback(bureau);
  const topics = [{ name, partitions: 3, config: { 'max.message.bytes': '4000000' } }];
  await new Provisioner(hub.settingsOf()).apply({ topics, accounts: [], grants: [] });
  await reaches(behind, 'delivered');
  expect(await stateOf(large)).toBe('delivered');
}, 200_000);

test('killed in the middle, another relay sends the rest: nothing is lost, nothing is out of order', async () => {
  const topics = new TopicNames(hub.prefix);
  const written = Array.from({ length: 6_000 }, (_, index) =>
    plannedMessage({ to: bureau, key: `KILL-${index % 300}`, body: { index } }),
  );
  await write(...written);
  await eventually('the first deliveries', async () => {
    const { rows } = await hub.database.query<{ waiting: number }>(
      'select count(*)::int as waiting from feedback.outbox',
    );
    return (rows[0]?.waiting ?? 0) < 5_500 ? true : null;
  });
  await relay.kill();
  relay = await hub.start('relay');
  const arrived = await readAll(topics.feedback(bureau), written.length);
  for (let key = 0; key < 300; key += 1) {
    const order = arrived
      .filter((message) => message.key === `KILL-${key}`)
      .map(({ headers }) => headers['ce_id']);
    expect([...new Set(order)]).toEqual(
      written.filter((message) => message.key === `KILL-${key}`).map(({ id }) => id),
    );
  }
}, 200_000);

/** Reads the topic until every message of the kill test was seen at least once and the outbox is empty but for the lost one. */
async function readAll(topic: string, count: number): Promise<readonly ConsumedMessage[]> {
  const username = departmentAccount(bureau);
  const seen: ConsumedMessage[] = [];
  const reader = new BatchConsumer({
    settings: {
      ...department,
      sasl: { mechanism: hub.kafka.mechanism, username, password: hub.password(username) },
    },
    groupId: `${new TopicNames(hub.prefix).departmentGroupPrefix(bureau)}spec`,
    startOffset: async () => null,
    handler: async (batch) => {
      seen.push(...batch.messages.filter(({ key }) => key?.startsWith('KILL-') ?? false));
      return { nextOffset: (batch.messages.at(-1)?.offset ?? -1n) + 1n };
    },
  });
  reader.start([topic]);
  try {
    await eventually('every message', async () =>
      new Set(seen.map(({ headers }) => headers['ce_id'])).size === count ? true : null,
    );
    return seen;
  } finally {
    await reader.stop();
  }
}

test('a relay that is told to stop gives its lanes back and ends cleanly', async () => {
  expect(await relay.stop()).toBe(0);
  const { rowCount } = await hub.database.query('select from feedback.lane where owner is not null');
  expect(rowCount).toBe(0);
}, 200_000);
