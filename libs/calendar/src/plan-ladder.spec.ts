import { expect, test } from '@jest/globals';
import { beijingText, brandAs, type LadderStep, type TimeUnit } from '#base/contracts';
import { committedCalendar } from '../../../test/support/calendar-file.js';
import { dayOf, dayOfText, endOfDay, morningOf } from './day.js';
import { dueDate } from './due-date.js';
import { planLadder } from './plan-ladder.js';
import { openCalendar } from './working-days.js';

const days = openCalendar(committedCalendar()).forRegion(brandAs('370800'));

const step = (offset: number, unit: TimeUnit = 'workingDay'): LadderStep => ({
  offset,
  unit,
  action: offset < 0 ? 'remind' : 'supervise',
  target: 'centre',
  colour: null,
});
const ladder = [step(-1), step(0), step(3), step(5)];
const at = (text: string): Date => new Date(`${text}+08:00`);
type Planned = ReturnType<typeof planLadder>;
const texts = (steps: Planned): string[] =>
  steps.map(({ time }) => (time.state === 'at' ? beijingText(time.at).slice(0, 16) : time.state));

/** Two working days from a moment, and the ladder of that. */
function twoDays(start: string, steps = ladder): string[] {
  const limit = { amount: 2, unit: 'workingDay' } as const;
  const due = dueDate(days, at(start), limit);
  if (due.state !== 'due') throw new Error(`no date for ${start}`);
  return texts(planLadder(days, { startedAt: at(start), dueAt: due.at, limit, urgeAt: null }, steps));
}

test.each([
  // An ordinary week: due on Tuesday, so missed on Wednesday morning; three and five working days later, in full.
  ['2026-03-06T10:00', ['2026-03-09T09:00', '2026-03-11T09:00', '2026-03-16T09:00', '2026-03-18T09:00']],
  // Due on the last working day before National Day of 2025: nobody is told before the eighth day.
  ['2025-09-28T10:00', ['2025-09-29T09:00', '2025-10-09T09:00', '2025-10-13T09:00', '2025-10-15T09:00']],
  // 2026-02-14 is worked instead: due there, reminded the day before, missed after Spring Festival; 02-28 counts too.
  ['2026-02-12T10:00', ['2026-02-13T09:00', '2026-02-24T09:00', '2026-02-27T09:00', '2026-03-02T09:00']],
])('two working days from %s climb a ladder of four steps', (start, expected) => {
  expect(twoDays(start)).toEqual(expected);
});

test('a reminder that would lie before the start comes on the morning of the due day', () => {
  expect(twoDays('2026-03-09T10:00', [step(-2)])).toEqual(['2026-03-11T09:00']);
  const limit = { amount: 0, unit: 'workingDay' } as const;
  const span = {
    startedAt: at('2026-03-09T10:00'),
    dueAt: endOfDay(dayOfText('2026-03-09')),
    limit,
    urgeAt: null,
  };
  expect(texts(planLadder(days, span, [step(-1)]))).toEqual(['passed-over']);
});

test.each([
  ['hour', '2026-03-07T14:00', ['2026-03-06T09:00', '2026-03-09T09:00', '2026-03-09T09:00']],
  ['hour', '2026-03-06T14:00', ['2026-03-06T10:00', '2026-03-06T14:00', '2026-03-06T20:00']],
  ['minute', '2026-03-07T14:00', ['2026-03-07T10:00', '2026-03-07T14:00', '2026-03-07T20:00']],
] as const)('a limit in %ss that ends at %s', (unit, due, expected) => {
  const span = {
    startedAt: at('2026-03-02T08:00'),
    dueAt: at(due),
    limit: { amount: 1, unit },
    urgeAt: null,
  };
  expect(texts(planLadder(days, span, [step(-4, 'hour'), step(0), step(6, 'hour')]))).toEqual(expected);
});

test('natural days pass at the weekend, but nobody is told before Monday', () => {
  const limit = { amount: 3, unit: 'naturalDay' } as const;
  const span = {
    startedAt: at('2026-03-03T10:00'),
    dueAt: endOfDay(dayOfText('2026-03-06')),
    limit,
    urgeAt: null,
  };
  expect(texts(planLadder(days, span, [step(1, 'naturalDay'), step(2, 'naturalDay')]))).toEqual([
    '2026-03-09T09:00',
    '2026-03-09T09:00',
  ]);
});

test('beyond the published calendar no step has a time, and those behind it wait with it', () => {
  const limit = { amount: 2, unit: 'workingDay' } as const;
  const span = {
    startedAt: at('2026-12-28T10:00'),
    dueAt: endOfDay(dayOfText('2026-12-30')),
    limit,
    urgeAt: null,
  };
  expect(texts(planLadder(days, span, [...ladder, step(1_000, 'minute')]))).toEqual([
    '2026-12-29T09:00',
    '2026-12-31T09:00',
    'no-official-calendar',
    'no-official-calendar',
    'no-official-calendar',
  ]);
});

test('without a ladder of a clause there is an urge at its own time and a supervision after the miss', () => {
  const limit = { amount: 2, unit: 'workingDay' } as const;
  const span = {
    startedAt: at('2026-03-04T10:00'),
    dueAt: endOfDay(dayOfText('2026-03-06')),
    limit,
    urgeAt: null,
  };
  expect(texts(planLadder(days, { ...span, urgeAt: at('2026-03-06T09:00') }, null))).toEqual([
    '2026-03-06T09:00',
    '2026-03-09T09:00',
  ]);
  expect(texts(planLadder(days, { ...span, urgeAt: null }, null))[0]).toBe('passed-over');
});

type Span = Parameters<typeof planLadder>[1];

/** How many steps of the ladder have a time; throws unless each speaks on a working day, in order, after exactly its days. */
function checked(span: Span): number {
  let before = span.startedAt;
  let planned = 0;
  for (const { offset, time } of planLadder(days, span, everyOffset)) {
    if (time.state !== 'at') continue;
    const passed = days.between(dayOf(span.dueAt), dayOf(time.at)) ?? 0;
    const punctual = offset >= 0 ? passed === offset + 1 : passed >= offset && time.at < span.dueAt;
    if (!days.isWorking(dayOf(time.at)) || time.at < before || !punctual)
      throw new Error(`due ${beijingText(span.dueAt)}: step ${offset} at ${beijingText(time.at)}`);
    before = time.at;
    planned += 1;
  }
  return planned;
}
const everyOffset = [-2, -1, 0, 1, 3, 5].map((offset) => step(offset));

test('for every day of 2025 and 2026: steps speak on working days only, in order, and after exactly their days', () => {
  let planned = 0;
  for (let day = dayOfText('2025-01-02'); day <= dayOfText('2026-11-30'); day += 1)
    for (const amount of [1, 2, 5, 20]) {
      const limit = { amount, unit: 'workingDay' } as const;
      const due = dueDate(days, morningOf(day), limit);
      const span = { startedAt: morningOf(day), limit, urgeAt: null };
      planned += due.state === 'due' ? checked({ ...span, dueAt: due.at }) : 0;
    }
  expect(planned).toBeGreaterThan(16_000);
});
