import { expect, test } from '@jest/globals';
import { brandAs, type RegionCode, type TimeLimit } from '#base/contracts';
import { caseClock, type CaseClockInput } from './case-clock.js';
import { openCalendar } from './working-days.js';

const days = openCalendar({
  version: 'test',
  publishedFrom: '2026-01-01',
  publishedUntil: '2026-12-31',
  years: [
    { year: 2026, off: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], work: [] },
  ],
  regions: [],
}).forRegion(brandAs<RegionCode>('370800'));
const at = (text: string): Date => new Date(`${text}:00+08:00`);
const working = (amount: number): TimeLimit => ({ amount, unit: 'workingDay' });
const input = (change: Partial<CaseClockInput>): CaseClockInput => ({
  acceptedAt: at('2026-03-02T10:00'),
  limit: working(5),
  pauses: [],
  closedAt: null,
  now: at('2026-03-03T10:00'),
  ...change,
});
const end = (day: string): object => ({ state: 'due', at: new Date(`${day}T23:59:59.999+08:00`) });

test('without a pause the clock is the limit itself', () => {
  expect(caseClock(days, input({}))).toMatchObject({
    state: 'running',
    due: end('2026-03-09'),
    overdue: false,
  });
});

test('the days of a special procedure are not counted, and overlapping ones only once', () => {
  const pauses = [
    { from: at('2026-03-03T09:00'), to: at('2026-03-05T15:00') },
    { from: at('2026-03-04T09:00'), to: at('2026-03-06T15:00') },
  ];
  expect(caseClock(days, input({ pauses }))).toMatchObject({ state: 'paused', due: end('2026-03-12') });
});

test('a pause over a holiday takes out only the working days in it', () => {
  const pauses = [{ from: at('2026-09-30T09:00'), to: at('2026-10-08T15:00') }];
  const clock = caseClock(days, input({ acceptedAt: at('2026-09-29T10:00'), limit: working(2), pauses }));
  expect(clock.due).toMatchObject(end('2026-10-09'));
});

test('a pause that begins and ends on one day changes nothing', () => {
  const pauses = [{ from: at('2026-03-04T09:00'), to: at('2026-03-04T15:00') }];
  expect(caseClock(days, input({ pauses })).due).toMatchObject(end('2026-03-09'));
});

test('an open pause hides the end, unless the end came before it', () => {
  const open = [{ from: at('2026-03-04T09:00'), to: null }];
  expect(caseClock(days, input({ pauses: open, now: at('2026-05-01T10:00') }))).toEqual({
    state: 'paused',
    due: null,
    overdue: false,
  });
  const late = [{ from: at('2026-03-20T09:00'), to: null }];
  expect(caseClock(days, input({ pauses: late, now: at('2026-05-01T10:00') }))).toMatchObject({
    due: end('2026-03-09'),
    overdue: true,
  });
});

test('a closed case is overdue only when it closed too late', () => {
  const closed = (closedAt: string): boolean =>
    caseClock(days, input({ closedAt: at(closedAt), now: at('2026-06-01T10:00') })).overdue;
  expect([closed('2026-03-09T23:00'), closed('2026-03-10T00:10')]).toEqual([false, true]);
});

test('natural days pause too, and hours pause to the minute', () => {
  const pauses = [{ from: at('2026-03-03T09:00'), to: at('2026-03-05T15:00') }];
  const natural = caseClock(days, input({ limit: { amount: 5, unit: 'naturalDay' }, pauses }));
  expect(natural.due).toMatchObject(end('2026-03-09'));
  const hours = caseClock(days, input({ limit: { amount: 30, unit: 'hour' }, pauses }));
  expect(hours.due).toMatchObject({ state: 'due', at: at('2026-03-05T22:00') });
});

test('a clock that leaves the published calendar says so', () => {
  expect(caseClock(days, input({ acceptedAt: at('2026-12-29T10:00') })).due).toMatchObject({
    state: 'no-official-calendar',
    year: 2027,
  });
});
