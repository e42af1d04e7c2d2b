import { expect, test } from '@jest/globals';
import { isWorkday } from 'chinese-days';
import { brandAs, type RegionCode, type TimeLimit } from '#base/contracts';
import { committedCalendar } from '../../../test/support/calendar-file.js';
import { dayOf, dayOfText, endOfDay } from './day.js';
import { dueDate } from './due-date.js';
import { planDeadline, subtract } from './plan-deadline.js';
import { openCalendar, type WorkingDays } from './working-days.js';

const published = committedCalendar();
const textOfDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const jining = brandAs<RegionCode>('370800');
const days = openCalendar(published).forRegion(jining);
const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);
const working = (amount: number): TimeLimit => ({ amount, unit: 'workingDay' });
const dueDay = (start: string, limit: TimeLimit): string => {
  const due = dueDate(days, noon(start), limit);
  return due.state === 'due' ? textOfDay(dayOf(due.at)) : due.state;
};

test('the committed calendar agrees with the yearly notices on every day of 2004 to 2026', () => {
  const wrong: string[] = [];
  for (let day = days.first; day <= days.last; day += 1)
    if (days.isWorking(day) !== isWorkday(textOfDay(day))) wrong.push(textOfDay(day));
  expect(wrong).toEqual([]);
  expect([textOfDay(days.first), textOfDay(days.last)]).toEqual(['2004-01-01', '2026-12-31']);
});

test.each([
  ['2025-09-30', 5, '2025-10-14'],
  ['2026-02-13', 2, '2026-02-24'],
  ['2020-01-23', 1, '2020-02-03'],
  ['2026-11-23', 2, '2026-11-25'],
  ['2026-10-03', 0, '2026-10-08'],
  ['2026-10-03', 1, '2026-10-08'],
  ['2026-10-08', 0, '2026-10-08'],
  ['2026-12-30', 1, '2026-12-31'],
])('%s and %d working days end on %s', (start, amount, end) => {
  expect(dueDay(start, working(amount))).toBe(end);
});

test.each([
  ['2026-12-30', 2, 2027],
  ['2026-12-31', 1, 2027],
  ['2027-01-04', 1, 2027],
  ['2003-12-31', 1, 2003],
])('%s and %d working days have no official date, and the year %d is to blame', (start, amount, year) => {
  expect(dueDate(days, noon(start), working(amount))).toEqual({
    state: 'no-official-calendar',
    year,
    calendarVersion: published.version,
  });
});

test('natural days, hours and minutes need no calendar', () => {
  expect(dueDay('2026-12-30', { amount: 5, unit: 'naturalDay' })).toBe('2027-01-04');
  const due = dueDate(days, noon('2027-03-01'), { amount: 90, unit: 'minute' });
  expect(due).toMatchObject({ state: 'due', at: new Date('2027-03-01T13:30:00+08:00') });
  expect(dueDate(days, noon('2026-10-01'), { amount: 2, unit: 'hour' })).toMatchObject({
    at: new Date('2026-10-01T14:00:00+08:00'),
  });
});

test('a limit in days ends with the last millisecond of the Beijing day, whatever the hour it began', () => {
  for (const start of ['2026-11-23T00:00:00+08:00', '2026-11-23T23:59:59+08:00', '2026-11-22T16:00:00Z'])
    expect(dueDate(days, new Date(start), working(2))).toMatchObject({
      at: new Date('2026-11-25T23:59:59.999+08:00'),
    });
});

test('a due day is always a working day, with exactly the asked number of working days behind it', () => {
  for (let day = dayOfText('2007-01-01'); day <= dayOfText('2026-11-20'); day += 7) {
    const amount = 1 + (day % 20);
    const start = endOfDay(day);
    const due = dueDate(days, start, working(amount));
    if (due.state !== 'due') throw new Error(`no date for ${textOfDay(day)}`);
    expect(days.isWorking(dayOf(due.at))).toBe(true);
    expect(days.between(dayOf(start), dayOf(due.at))).toBe(amount);
  }
});

test('a longer limit never ends earlier, and a later start never ends earlier', () => {
  for (let day = dayOfText('2007-01-01'); day <= dayOfText('2026-11-01'); day += 3)
    for (const amount of [1, 2, 5, 20]) {
      const end = days.after(day, amount) ?? 0;
      expect(days.after(day, amount + 1) ?? 0).toBeGreaterThan(end);
      expect(days.after(day + 1, amount) ?? 0).toBeGreaterThanOrEqual(end);
    }
});

test('counting forth and back meets on the same working day', () => {
  for (let day = dayOfText('2007-01-04'); day <= dayOfText('2026-11-01'); day += 5)
    if (days.isWorking(day)) expect(days.before(days.after(day, 3) ?? 0, 3)).toBe(day);
});

test('a region with its own days is counted by them, the others are not', () => {
  const own = { region: '370881', off: ['2026-09-28'], work: ['2026-09-27'] };
  const calendar = openCalendar({ ...published, regions: [own] });
  const qufu = calendar.forRegion(brandAs<RegionCode>('370881'));
  expect(textOfDay(qufu.after(dayOfText('2026-09-26'), 2) ?? 0)).toBe('2026-09-29');
  expect(textOfDay(calendar.forRegion(jining).after(dayOfText('2026-09-26'), 2) ?? 0)).toBe('2026-09-29');
  expect(qufu.isWorking(dayOfText('2026-09-28'))).toBe(false);
  expect(calendar.forRegion(jining).isWorking(dayOfText('2026-09-28'))).toBe(true);
});

test('a service centre has its own days over those of its region, for the departments that sit in it', () => {
  const region = { region: '370881', off: ['2026-09-28'], work: ['2026-09-27'] };
  const centre = {
    ...region,
    centre: '曲阜市政务服务中心',
    departments: ['xzspj'],
    off: [],
    work: ['2026-09-28'],
  };
  const calendar = openCalendar({ ...published, regions: [region, centre] });
  const of = (place: string, department: string) =>
    calendar.forDepartment({ region: brandAs(place), department: brandAs(department) });
  const works = (days: WorkingDays) =>
    ['2026-09-26', '2026-09-27', '2026-09-28'].map((day) => days.isWorking(dayOfText(day)));
  expect(works(of('370881', 'xzspj'))).toEqual([false, true, true]);
  expect(works(of('370881', 'zjj'))).toEqual([false, true, false]);
  expect(works(of('370800', 'xzspj'))).toEqual([false, false, true]);
});

test('urges in days come on the morning of an earlier working day, or of the last one when time is short', () => {
  const plan = (limit: number, before: number): Date | null =>
    planDeadline(days, noon('2026-09-24'), {
      expects: 'claimed',
      limit: working(limit),
      urgeBefore: working(before),
    }).urgeAt;
  expect(plan(2, 1)).toEqual(new Date('2026-09-28T09:00:00+08:00'));
  expect(plan(1, 1)).toEqual(new Date('2026-09-28T09:00:00+08:00'));
  expect(plan(2, 0)).toEqual(new Date('2026-09-29T09:00:00+08:00'));
});

test('urges in minutes are exact, and absent when they would lie before the start', () => {
  const plan = (before: number): Date | null =>
    planDeadline(days, noon('2026-09-24'), {
      expects: 'claimed',
      limit: { amount: 2, unit: 'minute' },
      urgeBefore: { amount: before, unit: 'minute' },
    }).urgeAt;
  expect(plan(1)).toEqual(new Date('2026-09-24T12:01:00+08:00'));
  expect(plan(2)).toBeNull();
});

test('without an official due date nobody is urged', () => {
  const planned = planDeadline(days, noon('2026-12-30'), {
    expects: 'claimed',
    limit: working(5),
    urgeBefore: working(1),
  });
  expect(planned).toMatchObject({ due: { state: 'no-official-calendar' }, urgeAt: null });
});

test('subtracting working days passes over holidays', () => {
  expect(subtract(days, noon('2026-10-08'), working(1))).toEqual(new Date('2026-09-30T09:00:00+08:00'));
  expect(subtract(days, noon('2026-10-08'), { amount: 3, unit: 'hour' })).toEqual(
    new Date('2026-10-08T09:00:00+08:00'),
  );
  expect(subtract(days, noon('2004-01-02'), working(5))).toBeNull();
});

test('a calendar is opened once, and anew where its data is another', () => {
  expect(openCalendar(published)).toBe(openCalendar(published));
  expect(openCalendar({ ...published })).not.toBe(openCalendar(published));
});
