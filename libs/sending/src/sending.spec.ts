import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { brandAs, systemClock, type PlannedMessage } from '#base/contracts';
import { Database } from '#base/postgres';
import { randomUUID } from 'node:crypto';
import { plannedMessage as planned } from '../../../test/support/messages.js';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import type { Channel, SendOutcome } from './channel.js';
import { OutboxMessageWriter, OutboxSender, readBacklog, type OutboxRow } from './index.js';
import type { SenderParts } from './outbox-sender.js';

let place: TestDatabase;
let database: Database;
const writer = new OutboxMessageWriter();

beforeAll(async () => {
  place = await cloneDatabase();
  database = new Database({ url: place.url, maxConnections: 8, applicationName: 'sending spec' });
});
beforeEach(async () => {
  await database.query('truncate feedback.message, feedback.outbox, feedback.attempt cascade');
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const write = (...messages: readonly PlannedMessage[]): Promise<void> =>
  database.transaction((tx) => writer.write(tx, messages));

/** A department's side that records what arrives and may refuse. */
class Recorder implements Channel {
  readonly name = 'recorder';
  readonly arrived: OutboxRow[] = [];
  constructor(readonly decide: (row: OutboxRow) => SendOutcome = () => ({ outcome: 'delivered' })) {}
  async send(rows: readonly OutboxRow[]): Promise<readonly SendOutcome[]> {
    const failing = new Map<string, SendOutcome>();
    return rows.map((row) => {
      const outcome = failing.get(row.key) ?? this.decide(row);
      if (outcome.outcome === 'delivered') this.arrived.push(row);
      else failing.set(row.key, outcome);
      return outcome;
    });
  }
}

function sender(channel: Channel, change: Partial<SenderParts> = {}): OutboxSender {
  return new OutboxSender({
    database,
    channel,
    clock: systemClock,
    observer: { sent: () => {}, failed: () => {}, outage: () => {}, lanes: () => {} },
    settings: { workers: 4, batchSize: 100, pollMs: 100, leaseMs: 2_000, retryScheduleMs: [50, 100] },
    owner: randomUUID(),
    ...change,
  });
}

async function drained(): Promise<void> {
  for (let round = 0; round < 1_000; round += 1) {
    if ((await readBacklog(database)).waiting === 0) return;
    await database.query('select pg_sleep(0.01)');
  }
  throw new Error('The outbox did not drain');
}

async function sendAll(channel: Channel, change: Partial<SenderParts> = {}): Promise<void> {
  const one = sender(channel, change);
  await one.start();
  try {
    await drained();
  } finally {
    await one.stop();
  }
}

const rowsOf = async (table: string): Promise<readonly object[]> =>
  (await database.query(`select * from feedback.${table}`)).rows;

test.each([
  ['a target', { to: { region: brandAs('370800'), department: brandAs('') } }, '对象'],
  ['content', { body: {} }, '内容'],
  ['a time limit', { deadlines: [] }, '时限'],
] as const)('a message without %s cannot be written', async (_, change, missing) => {
  await expect(write(planned(), planned(change as Partial<PlannedMessage>))).rejects.toMatchObject({
    code: 'HUB_MESSAGE_INCOMPLETE',
    facts: { missing },
  });
  expect(await rowsOf('message')).toEqual([]);
});

test('a message is written whole, with delivery, deadline and outbox row', async () => {
  const message = planned();
  await write(message);
  const [row] = await rowsOf('message');
  expect(row).toMatchObject({ id: message.id, receipts: ['received', 'claimed'], body: message.body });
  expect(await rowsOf('delivery')).toMatchObject([{ message_id: message.id, state: 'pending' }]);
  expect(await rowsOf('deadline')).toMatchObject([{ expects: 'claimed', state: 'open', escalates: true }]);
  expect(await rowsOf('outbox')).toMatchObject([{ deadline: '2036-11-25T15:59:59.999Z', attempts: 0 }]);
});

test('without an official calendar the deadline says so instead of having a date', async () => {
  const due = { state: 'no-official-calendar', year: 2027, calendarVersion: 'test' } as const;
  const limit = { amount: 2, unit: 'workingDay' } as const;
  await write(planned({ deadlines: [{ expects: 'claimed', limit, due, urgeAt: null }] }));
  expect(await rowsOf('deadline')).toMatchObject([
    { state: 'no_calendar', due_at: null, no_calendar_year: 2027 },
  ]);
  expect(await rowsOf('outbox')).toMatchObject([{ deadline: 'no-official-calendar' }]);
});

test('the messages of a key arrive in the order they were written, and leave the outbox', async () => {
  const keys = Array.from({ length: 40 }, (_, index) => `CASE-${index}`);
  const written = Array.from({ length: 600 }, (_, index) =>
    planned({ key: keys[index % 40] ?? '', body: { index } }),
  );
  await write(...written);
  const channel = new Recorder();
  await sendAll(channel);
  for (const key of keys) {
    const arrived = channel.arrived.filter((row) => row.key === key).map((row) => row.messageId);
    expect(arrived).toEqual(written.filter((message) => message.key === key).map((message) => message.id));
  }
  const states = await database.query('select state, count(*)::int from feedback.delivery group by 1');
  expect(states.rows).toEqual([{ state: 'delivered', count: 600 }]);
  expect(await rowsOf('attempt')).toHaveLength(600);
});

test('where delivery counts as the claim, it is claimed when delivered and the claim is met', async () => {
  await write(planned({ claimMode: 'onDelivery' }));
  await sendAll(new Recorder());
  expect(await rowsOf('delivery')).toMatchObject([{ state: 'claimed', claimed_at: expect.any(Date) }]);
  expect(await rowsOf('deadline')).toMatchObject([{ state: 'met', met_at: expect.any(Date) }]);
});

test('a message that fails holds back its own key and nothing else', async () => {
  const held = [planned({ key: 'HELD', body: { n: 1 } }), planned({ key: 'HELD', body: { n: 2 } })];
  const free = Array.from({ length: 50 }, (_, index) => planned({ key: `FREE-${index}` }));
  await write(...held, ...free);
  let open = false;
  const failure: SendOutcome = { outcome: 'failed', code: 'HUB_PUBLISH_FAILED', sentence: '主题不存在。' };
  const channel = new Recorder((row) =>
    row.body === '{"n":1}' && !open ? failure : { outcome: 'delivered' },
  );
  let failures = 0;
  const failed = (): void => {
    failures += 1;
  };
  const one = sender(channel, { observer: { sent: () => {}, failed, outage: () => {}, lanes: () => {} } });
  await one.start();
  try {
    await until(() => channel.arrived.length >= 50);
    expect(channel.arrived.every((row) => row.key !== 'HELD')).toBe(true);
    await until(() => failures > 0);
    const parked = await database.query(
      "select distinct case_no, source, code from ops.parked where cause = 'publish' and state = 'parked'",
    );
    expect(parked.rows).toEqual([{ case_no: 'HELD', source: '370800.zjj', code: 'HUB_PUBLISH_FAILED' }]);
    open = true;
    await drained();
  } finally {
    await one.stop();
  }
  expect(channel.arrived.filter((row) => row.key === 'HELD').map((row) => row.body)).toEqual([
    '{"n":1}',
    '{"n":2}',
  ]);
  expect((await database.query("select 1 from ops.parked where state = 'parked'")).rows).toEqual([]);
  const attempts = await database.query("select sentence from feedback.attempt where outcome = 'failed'");
  expect(attempts.rows.length).toBeGreaterThan(0);
});

test('what died between publishing and marking is published again under the same id', async () => {
  const message = planned();
  await write(message);
  let cuts = 1;
  const flaky = Object.create(database, {
    transaction: {
      value: async (work: Parameters<Database['transaction']>[0]) => {
        const settled = await database.transaction(async (tx) => {
          const result = await work(tx);
          const marked = (await tx.query('select from feedback.outbox')).rowCount === 0;
          if (marked && cuts-- > 0) throw new Error('cut before commit');
          return result;
        });
        return settled;
      },
    },
    query: { value: database.query.bind(database) },
    listen: { value: database.listen.bind(database) },
  }) as Database;
  const channel = new Recorder();
  await sendAll(channel, { database: flaky });
  expect(channel.arrived.map((row) => row.messageId)).toEqual([message.id, message.id]);
  expect(await rowsOf('attempt')).toHaveLength(1);
});

test('two senders share the lanes and send nothing twice', async () => {
  const channel = new Recorder();
  const lanes: number[] = [];
  const observer = {
    sent: () => {},
    failed: () => {},
    outage: () => {},
    lanes: (held: readonly number[]) => void lanes.push(held.length),
  };
  const first = sender(channel, { observer });
  const second = sender(channel, { observer });
  await first.start();
  await second.start();
  try {
    await until(() => lanes.filter((count) => count === 8).length >= 2);
    await write(...Array.from({ length: 500 }, (_, index) => planned({ key: `CASE-${index % 90}` })));
    await drained();
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
  expect(channel.arrived).toHaveLength(500);
  expect(new Set(channel.arrived.map((row) => row.messageId)).size).toBe(500);
  const free = await database.query('select from feedback.lane where owner is not null');
  expect(free.rowCount).toBe(0);
});

test('a superseding message ends what the earlier one still owed', async () => {
  const [open, answered] = [planned(), planned()];
  await write(open, answered);
  await database.query("update feedback.delivery set state = 'answered' where message_id = $1", [
    answered.id,
  ]);
  await write(planned({ supersedes: open.id }), planned({ supersedes: answered.id }));
  const states = await database.query(
    `select d.state, l.state as deadline from feedback.delivery d join feedback.deadline l on l.delivery_id = d.id
      where d.message_id = any ($1::uuid[]) order by d.state`,
    [[open.id, answered.id]],
  );
  expect(states.rows).toEqual([
    { state: 'answered', deadline: 'cancelled' },
    { state: 'cancelled', deadline: 'cancelled' },
  ]);
});

async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 1_000 && !holds(); round += 1) await database.query('select pg_sleep(0.01)');
  if (!holds()) throw new Error('The expected state did not come');
}
