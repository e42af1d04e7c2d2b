import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  brandAs,
  type BatchOutcome,
  type ConsumedBatch,
  type DepartmentRef,
  type HubError,
} from '#base/contracts';
import { departmentGrants, hubGrants } from './access.js';
import { BatchConsumer } from './batch-consumer.js';
import type { ConsumerObserver } from './consumer-observer.js';
import { kafkaSettings, withAccount, type KafkaSettings } from './kafka-settings.js';
import type { OutgoingMessage } from './outgoing-record.js';
import { Producer } from './producer.js';
import { topicConfigs, type ProvisionPlan } from './provision-plan.js';
import { Provisioner } from './provisioner.js';
import { canSignIn } from './scram-users.js';
import { departmentAccount, TopicNames } from './topics.js';

const run = randomUUID().slice(0, 8);
const names = new TopicNames(`t${run}.`);
const departmentOf = (code: string): DepartmentRef => ({
  region: brandAs('370800'),
  department: brandAs(`${code}${run}`),
});
const [housing, market] = [departmentOf('zjj'), departmentOf('scjgj')];
const password = randomUUID();
const stop: (() => Promise<void>)[] = [];
let admin: KafkaSettings;

beforeAll(async () => {
  admin = adminSettings();
  const report = await new Provisioner(admin).apply(plan());
  expect(report.topicsCreated).toHaveLength(4);
  expect(report.accountsCreated).toHaveLength(2);
});

afterAll(async () => {
  for (const end of stop.reverse()) await end();
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

function plan(): ProvisionPlan {
  const exchange = [housing, market].flatMap((ref) => [names.feedback(ref), names.reply(ref)]);
  return {
    topics: exchange.map((name) => ({ name, partitions: 3, config: topicConfigs.exchange })),
    accounts: [housing, market].map((ref) => ({ username: departmentAccount(ref), password })),
    grants: [...departmentGrants(names, housing), ...departmentGrants(names, market), ...hubGrants(names)],
  };
}

function message(topic: string, value: string): OutgoingMessage {
  return { topic, key: 'case', value, headers: {} };
}

function producerOf(settings: KafkaSettings): Producer {
  const producer = new Producer(settings);
  stop.push(() => producer.close());
  return producer;
}

/** Reads a topic as the housing department; resolves with the first message's text. */
function readAsHousing(topic: string, observer: ConsumerObserver = {}): Promise<string> {
  const first = Promise.withResolvers<string>();
  const consumer = new BatchConsumer({
    settings: withAccount(admin, departmentAccount(housing), password),
    groupId: `${names.departmentGroupPrefix(housing)}${randomUUID()}`,
    startOffset: () => Promise.resolve(null),
    observer,
    handler: (batch) => {
      first.resolve(batch.messages[0]?.value?.toString() ?? '');
      return Promise.resolve(endOf(batch));
    },
  });
  consumer.start([topic]);
  stop.push(() => consumer.stop());
  return first.promise;
}

const endOf = (batch: ConsumedBatch): BatchOutcome => ({
  nextOffset: (batch.messages.at(-1)?.offset ?? -1n) + 1n,
});

test('provisioning twice changes nothing the second time', async () => {
  const report = await new Provisioner(admin).apply(plan());
  const { unexpected: _, ...changes } = report;
  expect(Object.values(changes).flat()).toEqual([]);
});

test('a changed password replaces the old one', async () => {
  const account = { username: departmentAccount(market), password: randomUUID() };
  const report = await new Provisioner(admin).apply({ topics: [], grants: [], accounts: [account] });
  expect(report.passwordsChanged).toEqual([account.username]);
  expect(await canSignIn(admin, account)).toBe(true);
  expect(await canSignIn(admin, { ...account, password })).toBe(false);
});

test('a setting that was changed by hand is set back, the rest is left alone', async () => {
  const name = names.feedback(housing);
  const topics = [{ name, partitions: 3, config: { ...topicConfigs.exchange, 'retention.ms': '60000' } }];
  const changed = await new Provisioner(admin).apply({ topics, grants: [], accounts: [] });
  expect(changed.topicsReconfigured).toEqual([name]);
  const restored = await new Provisioner(admin).apply({ ...plan(), accounts: [] });
  expect(restored.topicsReconfigured).toEqual([name]);
});

test('a department reads its own topic and no other', async () => {
  const hub = producerOf(admin);
  await hub.publish([
    message(names.feedback(housing), 'for housing'),
    message(names.feedback(market), 'for market'),
  ]);
  expect(await readAsHousing(names.feedback(housing))).toBe('for housing');
  const refused = Promise.withResolvers<HubError>();
  const stolen = readAsHousing(names.feedback(market), { onReconnect: (fault) => refused.resolve(fault) });
  const outcome = await Promise.race([stolen, refused.promise]);
  expect(outcome).toMatchObject({ facts: { mark: 'TOPIC_AUTHORIZATION_FAILED' } });
});

test('a department writes its replies and nothing else', async () => {
  const writer = producerOf(withAccount(admin, departmentAccount(housing), password));
  await writer.publish([message(names.reply(housing), 'received')]);
  for (const topic of [names.feedback(housing), names.reply(market)]) {
    await expect(writer.publish([message(topic, 'forged')])).rejects.toMatchObject({
      code: 'HUB_PUBLISH_FAILED',
    });
  }
});
