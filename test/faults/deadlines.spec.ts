import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { brandAs, eventType, type PlannedDeadline, type PlannedMessage } from '#base/contracts';
import { departmentAccount, Producer, TopicNames } from '#base/kafka';
import { OutboxMessageWriter } from '#libs/sending';
import { eventually } from '../support/eventually.js';
import { housing, receipt } from '../support/feedback-desk.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { plannedMessage } from '../support/messages.js';
import { allSpoken, compareWithTopics } from './support/truth.js';

jest.setTimeout(300_000);

const waves = 6;
const perWave = 60;
const dayMs = 86_400_000;

let hub: HubSet;
const relays: HubProcess[] = [];
const soon: PlannedMessage[] = [];
const missed: PlannedMessage[] = [];
const writer = new OutboxMessageWriter();

/** Due now or in a moment, or due in a day with the urge due in a moment. */
function owed(due: number, urge: number): PlannedMessage {
  const deadline: PlannedDeadline = {
    expects: 'claimed',
    limit: { amount: 2, unit: 'minute' },
    due: { state: 'due', at: new Date(due), calendarVersion: 'test' },
    urgeAt: new Date(urge),
  };
  const id = randomUUID();
  return plannedMessage({ id: brandAs(id), key: `DUE-${id}`, createdAt: new Date(), deadlines: [deadline] });
}

beforeAll(async () => {
  hub = await HubSet.open({
    sources: [],
    settings: {
      HUB_RELAY_SWEEP_MS: '40',
      HUB_RELAY_SWEEP_BATCH_SIZE: '7',
      // Each is told by itself: digests have a spec of their own.
      HUB_RELAY_REMINDER_BUDGET: '100000',
      HUB_RELAY_CATCH_UP_MS: String(2 * dayMs),
    },
  });
  for (let count = 0; count < 2; count += 1) relays.push(await hub.start('relay'));
  await eventually(async () => {
    const { rows } = await hub.database.query(
      'select count(distinct owner)::int as senders from feedback.lane',
    );
    expect(rows).toEqual([{ senders: 2 }]);
  });
  for (let wave = 0; wave < waves; wave += 1) {
    const now = Date.now();
    const wanted = Array.from({ length: perWave }, (_, at) => at * 10);
    const urged = wanted.map((delay) => owed(now + dayMs, now + delay));
    const late = wanted.map((delay) => owed(now + delay, now - dayMs));
    await hub.database.transaction((tx) => writer.write(tx, [...urged, ...late]));
    soon.push(...urged);
    missed.push(...late);
    if (wave % 2 === 1) await killOne(wave);
  }
  await eventually(async () => {
    const { rows } = await hub.database.query(
      `select (select count(*)::int from feedback.outbox) as outbox,
              (select count(*)::int from feedback.deadline where escalates and state = 'missed') as missed,
              (select count(*)::int from feedback.deadline where escalates and state = 'open' and next_step = 1) as urged`,
    );
    expect(rows).toEqual([{ outbox: 0, missed: missed.length, urged: soon.length }]);
  });
});

afterAll(() => hub.close());

async function killOne(wave: number): Promise<void> {
  const place = wave % relays.length;
  await relays[place]?.kill();
  relays[place] = await hub.start('relay');
}

/** Reminders by the message they are about. */
async function reminders(kind: 'urge' | 'supervise'): Promise<Readonly<Record<string, string>>> {
  const { rows } = await hub.database.query<{ about: string; told: string }>(
    `select m.body -> 'about' ->> 'messageId' as about, string_agg(d.department, ' ' order by d.department) as told
       from feedback.message m join feedback.delivery d on d.message_id = m.id where m.kind = $1 group by 1`,
    [kind],
  );
  return Object.fromEntries(rows.map(({ about, told }) => [about, told]));
}

const each = (messages: readonly PlannedMessage[], told: string): Readonly<Record<string, string>> =>
  Object.fromEntries(messages.map(({ id }) => [id, told]));

test('two relays sweep, are killed and come back: what is due soon is urged once', async () => {
  const urges = await reminders('urge');
  const late = new Set<string>(missed.map(({ id }) => id));
  const own = Object.entries(urges).filter(([about]) => !late.has(about));
  expect(Object.fromEntries(own)).toEqual(each(soon, 'zjj'));
  // What was seen in its last moment may have been urged before it was missed, but then once too.
  expect(Object.values(urges).every((told) => told === 'zjj')).toBe(true);
});

test('what is missed is told to the department and the approval centre, each once', async () => {
  expect(await reminders('supervise')).toEqual(each(missed, 'xzspj zjj'));
});

test('a receipt that comes after the miss still counts, as a late one', async () => {
  const [message] = missed;
  if (message === undefined) throw new Error('nothing was missed');
  const answers = new Producer(hub.settingsOf(departmentAccount(housing)));
  const headers = {
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_type: eventType('receipt'),
    ce_source: '370800.zjj',
  };
  const topic = new TopicNames(hub.prefix).reply(housing);
  await answers.publish([
    { topic, key: message.key, value: JSON.stringify(receipt(message, 'claimed')), headers },
  ]);
  await answers.close();
  await eventually(async () => {
    const { rows } = await hub.database.query(
      `select v.state, v.overdue, v.late, r.late as late_receipt, l.state as deadline, l.met_at is not null as met
         from feedback.delivery_overview v
         join feedback.receipt r on r.delivery_id = v.id
         join feedback.deadline l on l.delivery_id = v.id
        where v.message_id = $1`,
      [message.id],
    );
    expect(rows).toEqual([
      { state: 'claimed', overdue: false, late: true, late_receipt: true, deadline: 'missed', met: true },
    ]);
  });
  expect(await reminders('supervise')).toEqual(each(missed, 'xzspj zjj'));
});

test('every urge and supervision is on its topic', async () => {
  expect(await compareWithTopics(hub)).toEqual(allSpoken);
});
