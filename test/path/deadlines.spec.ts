import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { checkMessageBody } from '#base/model';
import { bureau, FeedbackDesk, housing, receipt } from '../support/feedback-desk.js';

let desk: FeedbackDesk;

beforeAll(async () => {
  desk = await FeedbackDesk.open();
});
beforeEach(async () => {
  desk.catchUpMs = Infinity;
  desk.reminderBudget = Infinity;
  await desk.rows(
    'truncate feedback.message, feedback.reminder_hour, feedback.fired_step, feedback.digest_entry, feedback.outbox cascade',
  );
});
afterAll(() => desk.close());

const reminders = (kind: string): Promise<readonly Record<string, unknown>[]> =>
  desk.rows(`select d.department, m.body from feedback.message m join feedback.delivery d on d.message_id = m.id
    where m.kind = '${kind}' order by d.department, m.created_at`);

test('nothing is said before its time', async () => {
  await desk.told();
  desk.after(23);
  expect(await desk.sweep()).toEqual({ looked: 1, missed: 0, fired: 0, reminders: [], more: false });
  expect(await desk.sweep()).toMatchObject({ looked: 0 });
});

test('what is due soon is urged once', async () => {
  const message = await desk.told();
  desk.after(25);
  expect(await desk.sweep()).toMatchObject({ fired: 1, reminders: [{}] });
  expect(await desk.sweep()).toMatchObject({ fired: 0, reminders: [] });
  const [urge] = await reminders('urge');
  expect(urge).toMatchObject({
    department: 'zjj',
    body: { about: { messageId: message.id, kind: 'license-decision' }, expects: ['claimed'] },
  });
  expect(checkMessageBody('urge', urge?.['body'])).toEqual({ valid: true });
});

test('what was missed is told to the department and to the approval centre, once', async () => {
  await desk.told();
  desk.after(49);
  expect(await desk.sweep()).toMatchObject({ missed: 1, fired: 2, reminders: [{}, {}] });
  expect(await desk.sweep()).toMatchObject({ missed: 0, reminders: [] });
  const told = await reminders('supervise');
  expect(told).toMatchObject([{ department: 'xzspj' }, { department: 'zjj' }]);
  for (const row of told) expect(checkMessageBody('supervise', row['body'])).toEqual({ valid: true });
});

test('a message to the approval bureau itself that was missed is told to it once', async () => {
  await desk.told({ from: housing, to: bureau, kind: 'check-result' });
  desk.after(49);
  expect(await desk.sweep()).toMatchObject({ missed: 1, reminders: [{}] });
});

test('what was claimed in time is neither urged nor supervised', async () => {
  const message = await desk.told();
  await desk.reply(housing, { body: receipt(message, 'claimed') });
  desk.after(100);
  expect(await desk.sweep()).toMatchObject({ missed: 0, fired: 0 });
});

test('two things that one message owes at the same time are one reminder', async () => {
  const base = await desk.told();
  const [claimed] = base.deadlines;
  const received = { ...claimed, expects: 'received' } as NonNullable<typeof claimed>;
  await desk.told({ id: brandAs(crypto.randomUUID()), deadlines: [...base.deadlines, received] });
  desk.after(49);
  expect(await desk.sweep()).toMatchObject({ missed: 3, reminders: [{}, {}, {}, {}] });
});

test('reminders that are missed themselves tell nobody', async () => {
  await desk.told();
  desk.after(49);
  await desk.sweep();
  desk.after(49);
  expect(await desk.sweep()).toMatchObject({ missed: 2, fired: 0, reminders: [] });
  expect(await desk.sweep()).toMatchObject({ missed: 0, reminders: [] });
});

test('without an official calendar nothing fires, and the state says so', async () => {
  const due = { state: 'no-official-calendar', year: 2027, calendarVersion: 'test' } as const;
  const message = await desk.told({
    deadlines: [{ expects: 'claimed', limit: { amount: 2, unit: 'workingDay' }, due, urgeAt: null }],
  });
  desk.after(10_000);
  expect(await desk.sweep()).toMatchObject({ missed: 0, fired: 0 });
  expect(await desk.delivery(message)).toMatchObject({
    no_calendar: true,
    overdue: false,
    next_due_at: null,
  });
});

test('many sweepers at once fire each deadline once', async () => {
  for (let count = 0; count < 120; count += 1) await desk.told();
  desk.after(49);
  const sweeps = await Promise.all(Array.from({ length: 8 }, () => desk.sweep(20)));
  const rest = [];
  for (let last = await desk.sweep(20); last.looked > 0; last = await desk.sweep(20)) rest.push(last);
  expect([...sweeps, ...rest].reduce((sum, { missed }) => sum + missed, 0)).toBe(120);
  expect(await reminders('supervise')).toHaveLength(240);
});

test('a deadline climbs the ladder of its clause, and every step is a fact with its colour, its addressees and whom it names', async () => {
  await desk.told({ clause: { id: 'ladder', version: 1 }, item: brandAs('XK-BOUND') });
  for (const hours of [25, 24, 24, 47, 1, 48, 500]) {
    desk.after(hours);
    await desk.sweep();
  }
  const steps = `select step, action, target, contact, colour, addressees, told, cardinality(messages) as messages,
                        planned_at <= fired_at as "inTime" from feedback.fired_step order by step`;
  expect(await desk.rows(steps)).toMatchObject([
    { step: 0, action: 'remind', contact: '市政科', colour: null, addressees: ['370800.zjj'] },
    {
      step: 1,
      action: 'urge',
      target: 'department',
      contact: null,
      colour: null,
      addressees: ['370800.zjj'],
    },
    { step: 2, action: 'supervise', target: 'centre', colour: 'yellow', messages: 2, told: 'message' },
    {
      step: 3,
      contact: '分管副局长',
      colour: 'red',
      addressees: ['370800.zjj', '370800.xzspj'],
      messages: 2,
      inTime: true,
    },
  ]);
  const told = await reminders('supervise');
  expect(told.map(({ department, body }) => `${String(department)} ${JSON.stringify(body)}`)).toEqual([
    expect.stringMatching(/^xzspj .*yellow.*亮黄牌，请督促办理/),
    expect.stringMatching(/^xzspj .*red.*亮红牌，请分管领导（分管副局长）督促办理/),
    expect.stringMatching(/^zjj .*yellow/),
    expect.stringMatching(/^zjj .*red/),
  ]);
  for (const { body } of told) expect(checkMessageBody('supervise', body)).toEqual({ valid: true });
  expect((await reminders('urge'))[0]?.['body']).toMatchObject({
    step: { target: 'liaison', contact: '市政科' },
    sentence: expect.stringContaining('请联络员（市政科）提醒'),
  });
});

test('a claim ends the climb', async () => {
  const message = await desk.told({ clause: { id: 'ladder', version: 1 } });
  desk.after(49);
  await desk.sweep();
  await desk.reply(housing, { body: receipt(message, 'claimed') });
  desk.after(500);
  expect(await desk.sweep()).toMatchObject({ fired: 0, reminders: [] });
});

test('a sweeper that was away says what passed in one digest a department, in order, and only once', async () => {
  desk.catchUpMs = 3_600_000;
  for (let count = 0; count < 5; count += 1) {
    await desk.told({ clause: { id: 'ladder', version: 1 } });
    desk.after(1);
  }
  desk.after(48 + 73);
  const sweeps = await Promise.all([desk.sweep(2), desk.sweep(2), desk.sweep(2)]);
  expect(sweeps.flatMap(({ reminders: said }) => said)).toEqual([]);
  while ((await desk.sweep(2)).looked > 0) expect(await desk.digests()).toEqual([]);
  const digests = (await Promise.all([desk.digests(), desk.digests()])).flat();
  expect(digests.map(({ to }) => to.department).sort()).toEqual(['xzspj', 'zjj']);
  for (const { body } of digests) expect(checkMessageBody('urge', body)).toEqual({ valid: true });
  const zjj = digests.find(({ to }) => to.department === 'zjj')?.body['digest'];
  expect(zjj).toMatchObject({ steps: 10, supervised: 5, yellow: 5, red: 0 });
  const times = (zjj as { readonly lines: readonly { readonly plannedAt: string }[] }).lines.map(
    ({ plannedAt }) => Date.parse(plannedAt),
  );
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(await desk.digests()).toEqual([]);
  expect(await desk.rows('select told from feedback.fired_step group by 1 order by 1')).toEqual([
    { told: 'digest' },
    { told: 'overtaken' },
  ]);
});

test('beyond the budget of the hour a department hears the rest in one digest an hour', async () => {
  desk.reminderBudget = 3;
  desk.now = new Date('2027-03-01T02:00:00Z');
  for (let count = 0; count < 10; count += 1) await desk.told();
  desk.after(0.5);
  await desk.told();
  const told: (readonly unknown[])[] = [];
  for (const hours of [23.6, 0.5, 0.5]) {
    desk.after(hours);
    const { reminders: said } = await desk.sweep();
    const digests = await desk.digests();
    told.push([
      said.length,
      ...digests.map(({ body }) => (body['digest'] as { readonly steps: number }).steps),
    ]);
  }
  expect(told).toEqual([[3, 7], [0], [0, 1]]);
});
