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
    'truncate feedback.message, feedback.delivery, feedback.deadline, feedback.outbox, feedback.rerouting',
  );
});
afterAll(() => desk.close());

const reminders = (kind: string): Promise<readonly Record<string, unknown>[]> =>
  desk.rows(`select d.department, m.body from feedback.message m join feedback.delivery d on d.message_id = m.id
    where m.kind = '${kind}' order by d.department`);

test('nothing is said before its time', async () => {
  await desk.told();
  desk.after(23);
  expect(await desk.sweep()).toEqual({ missed: 0, urged: 0, reminders: [], more: false });
});

test('what is due soon is urged once', async () => {
  const message = await desk.told();
  desk.after(25);
  expect(await desk.sweep()).toMatchObject({ urged: 1, reminders: [{}] });
  expect(await desk.sweep()).toMatchObject({ urged: 0, reminders: [] });
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
  expect(await desk.sweep()).toMatchObject({ missed: 1, urged: 0, reminders: [{}, {}] });
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
  expect(await desk.sweep()).toMatchObject({ missed: 0, urged: 0 });
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
  expect(await desk.sweep()).toEqual({ missed: 2, urged: 0, reminders: [], more: false });
  expect(await desk.sweep()).toMatchObject({ missed: 0, reminders: [] });
});

test('without an official calendar nothing fires, and the state says so', async () => {
  const due = { state: 'no-official-calendar', year: 2027, calendarVersion: 'test' } as const;
  const message = await desk.told({
    deadlines: [{ expects: 'claimed', limit: { amount: 2, unit: 'workingDay' }, due, urgeAt: null }],
  });
  desk.after(10_000);
  expect(await desk.sweep()).toMatchObject({ missed: 0, urged: 0 });
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
  for (let last = await desk.sweep(20); last.missed > 0; last = await desk.sweep(20)) rest.push(last);
  expect([...sweeps, ...rest].reduce((sum, { missed }) => sum + missed, 0)).toBe(120);
  expect(await reminders('supervise')).toHaveLength(240);
});
