import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { brandAs, HubError, type DepartmentRef, type HubError as Fault } from '#base/contracts';
import {
  BatchConsumer,
  departmentAccount,
  hubAccount,
  listTopics,
  Producer,
  TopicNames,
  type KafkaSettings,
} from '#base/kafka';
import { OutboxMessageWriter } from '#libs/sending';
import { eventually } from '../support/eventually.js';
import { housing } from '../support/feedback-desk.js';
import { HubSet } from '../support/hub-set.js';
import { plannedMessage } from '../support/messages.js';

jest.setTimeout(300_000);

const market: DepartmentRef = { region: brandAs('370800'), department: brandAs('scjgj') };

let hub: HubSet;
let topics: TopicNames;
let own: KafkaSettings;

beforeAll(async () => {
  hub = await HubSet.open({ sources: [] });
  topics = new TopicNames(hub.prefix);
  own = hub.settingsOf(departmentAccount(housing));
  const relay = await hub.start('relay');
  const messages = [plannedMessage({ to: housing }), plannedMessage({ to: market })];
  await hub.database.transaction((tx) => new OutboxMessageWriter().write(tx, messages));
  await eventually(async () => {
    const { rowCount } = await hub.database.query('select from feedback.outbox');
    expect(rowCount).toBe(0);
  });
  await relay.stop();
});

afterAll(() => hub.close());

interface Reading {
  readonly arrived: number;
  readonly refusal: string | null;
}

/** Reads until a message arrives or the broker refuses. */
async function read(settings: KafkaSettings, topic: string, group: string): Promise<Reading> {
  const first = Promise.withResolvers<Reading>();
  const reader = new BatchConsumer({
    settings,
    groupId: group,
    startOffset: async () => null,
    observer: { onReconnect: (fault: Fault) => first.resolve({ arrived: 0, refusal: markOf(fault) }) },
    handler: async ({ messages }) => {
      first.resolve({ arrived: messages.length, refusal: null });
      return { nextOffset: (messages.at(-1)?.offset ?? -1n) + 1n };
    },
  });
  reader.start([topic]);
  try {
    return await first.promise;
  } finally {
    await reader.stop();
  }
}

async function write(settings: KafkaSettings, topic: string): Promise<string | null> {
  const producer = new Producer(settings);
  try {
    await producer.publish([{ topic, key: 'k', value: '{}', headers: {} }]);
    return null;
  } catch (fault) {
    return markOf(fault);
  } finally {
    await producer.close();
  }
}

function markOf(fault: unknown): string {
  return fault instanceof HubError ? String(fault.facts['mark']) : String(fault);
}

const groupOf = (ref: DepartmentRef): string => `${topics.departmentGroupPrefix(ref)}access`;

test('a department reads its own topic under its own group name', async () => {
  expect(await read(own, topics.feedback(housing), groupOf(housing))).toEqual({ arrived: 1, refusal: null });
});

test('it cannot read another department’s topic', async () => {
  const { arrived, refusal } = await read(own, topics.feedback(market), groupOf(housing));
  expect({ arrived, refusal }).toEqual({ arrived: 0, refusal: 'TOPIC_AUTHORIZATION_FAILED' });
});

test('it cannot read under a group name of another department or of the hub', async () => {
  for (const group of [groupOf(market), topics.hubGroup('relay'), 'anything']) {
    const { arrived, refusal } = await read(own, topics.feedback(housing), group);
    // The client says of a group it may not even look up that it has no coordinator.
    expect(['GROUP_AUTHORIZATION_FAILED', 'KafkaJSGroupCoordinatorNotFound']).toContain(refusal);
    expect(arrived).toBe(0);
  }
});

test('it cannot read replies, its own included, nor what the hub collected', async () => {
  for (const topic of [topics.reply(housing), topics.reply(market)]) {
    expect(await read(own, topic, groupOf(housing))).toMatchObject({
      arrived: 0,
      refusal: 'TOPIC_AUTHORIZATION_FAILED',
    });
  }
});

test('it writes to its own reply topic and nowhere else', async () => {
  expect(await write(own, topics.reply(housing))).toBeNull();
  for (const topic of [topics.reply(market), topics.feedback(housing), topics.feedback(market)]) {
    expect(await write(own, topic)).toBe('TOPIC_AUTHORIZATION_FAILED');
  }
});

test('it sees no topic but its own two', async () => {
  const seen = await listTopics(own);
  expect(seen.filter((name) => name.startsWith(hub.prefix))).toEqual(
    [topics.feedback(housing), topics.reply(housing)].toSorted(),
  );
});

test('with a wrong password nobody gets in', async () => {
  const stranger: KafkaSettings = {
    ...own,
    sasl: { mechanism: 'scram-sha-512', username: departmentAccount(housing), password: 'not-the-password' },
  };
  await expect(listTopics(stranger)).rejects.toBeInstanceOf(HubError);
});

test('watch writes what departments answer over HTTP to their reply topics; it writes nowhere else and reads nothing', async () => {
  const watch = hub.settingsOf(hubAccount('watch'));
  expect(await write(watch, topics.reply(housing))).toBeNull();
  expect(await write(watch, topics.feedback(housing))).toBe('TOPIC_AUTHORIZATION_FAILED');
  for (const topic of [topics.reply(housing), topics.feedback(housing)])
    expect(await read(watch, topic, topics.hubGroup('watch'))).toMatchObject({ arrived: 0 });
});
