import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { checkMessageBody } from '#base/model';
import { bureau, FeedbackDesk, housing, receipt } from '../support/feedback-desk.js';

let desk: FeedbackDesk;

beforeAll(async () => {
  desk = await FeedbackDesk.open();
});
beforeEach(async () => {
  await desk.rows(
    'truncate feedback.message, feedback.delivery, feedback.deadline, feedback.outbox, feedback.rerouting, feedback.fired_step',
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

test('a deadline climbs the ladder of its clause, and every step is a fact with its colour and addressees', async () => {
  await desk.told({ clause: { id: 'ladder', version: 1 } });
  for (const hours of [25, 24, 24, 47, 1, 48, 500]) {
    desk.after(hours);
    await desk.sweep();
  }
  const steps = `select step, action, target, colour, addressees, told, cardinality(messages) as messages,
                        planned_at <= fired_at as "inTime" from feedback.fired_step order by step`;
  expect(await desk.rows(steps)).toMatchObject([
    { step: 0, action: 'remind', target: 'liaison', colour: null, addressees: ['370800.zjj'] },
    { step: 1, action: 'urge', target: 'department', colour: null, addressees: ['370800.zjj'] },
    { step: 2, action: 'supervise', target: 'centre', colour: 'yellow', messages: 2, told: 'message' },
    { step: 3, colour: 'red', addressees: ['370800.zjj', '370800.xzspj'], messages: 2, inTime: true },
  ]);
  const told = await reminders('supervise');
  expect(told.map(({ department, body }) => `${String(department)} ${JSON.stringify(body)}`)).toEqual([
    expect.stringMatching(/^xzspj .*yellow.*亮黄牌，请督促办理/),
    expect.stringMatching(/^xzspj .*red.*亮红牌，请分管领导督促办理/),
    expect.stringMatching(/^zjj .*yellow/),
    expect.stringMatching(/^zjj .*red/),
  ]);
  for (const { body } of told) expect(checkMessageBody('supervise', body)).toEqual({ valid: true });
});

test('a claim ends the climb', async () => {
  const message = await desk.told({ clause: { id: 'ladder', version: 1 } });
  desk.after(49);
  await desk.sweep();
  await desk.reply(housing, { body: receipt(message, 'claimed') });
  desk.after(500);
  expect(await desk.sweep()).toMatchObject({ fired: 0, reminders: [] });
});
