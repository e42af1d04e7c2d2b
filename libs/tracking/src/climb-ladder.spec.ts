import { expect, test } from '@jest/globals';
import { brandAs, type DepartmentRef, type StepTime, type TimedStep } from '#base/contracts';
import { climbLadder } from './climb-ladder.js';
import type { OwedDeadline } from './owed-deadline.js';

const hour = (hours: number): Date => new Date(Date.UTC(2026, 2, 2, hours));
const department: DepartmentRef = { region: brandAs('370800'), department: brandAs('zjj') };
const owed: OwedDeadline = {
  deliveryId: 'd1',
  messageId: brandAs('m1'),
  kind: 'license-decision',
  region: brandAs('370800'),
  from: department,
  to: department,
  key: 'CASE-1',
  about: null,
  item: null,
  clause: null,
  expects: 'claimed',
  limit: { amount: 1, unit: 'hour' },
  startedAt: hour(0),
  dueAt: hour(10),
  urgeAt: null,
  escalates: true,
  state: 'open',
  nextStep: 0,
};
const timed = (time: StepTime): TimedStep => ({
  offset: 0,
  unit: 'hour',
  action: 'supervise',
  target: 'centre',
  colour: null,
  time,
});
const after = (hours: number): TimedStep => timed({ state: 'at', at: hour(hours) });
const waits = timed({ state: 'no-official-calendar', year: 2027 });
const passedOver = timed({ state: 'passed-over' });
const miss = new Date(hour(10).getTime() + 1);

test.each<[string, TimedStep[], Partial<OwedDeadline>, number, object]>([
  ['a first look plans ahead', [after(9), after(11)], {}, 1, { nextAt: hour(9), nextStep: 0, missed: false }],
  ['without steps the miss is next', [], {}, 1, { nextAt: miss, nextStep: 0 }],
  ['a step before the end leaves the miss for later', [after(9)], {}, 9, { nextAt: miss, nextStep: 1 }],
  ['the due moment itself is in time', [after(12)], {}, 10, { missed: false, nextAt: miss }],
  ['a miss waits for its step', [after(12)], {}, 11, { missed: true, nextAt: hour(12), nextStep: 0 }],
  ['what is passed over is no step', [passedOver, after(12)], {}, 12, { nextStep: 2, nextAt: null }],
  ['a step may wait for a calendar', [waits], { state: 'missed' }, 12, { nextAt: 'infinity', missed: false }],
  ['before the end the miss comes first', [waits], {}, 1, { nextAt: miss, nextStep: 0 }],
  [
    'what was missed is not missed again',
    [after(12)],
    { state: 'missed' },
    13,
    { missed: false, nextAt: null },
  ],
  ['a step taken is not taken again', [after(9), after(12)], { nextStep: 1 }, 9, { nextStep: 1, taken: [] }],
])('%s', (_, ladder, change, now, expected) => {
  expect(climbLadder({ ...owed, ...change }, ladder, hour(now))).toMatchObject(expected);
});

test('after a long absence every step is taken in order, a reminder from before the end is overtaken', () => {
  const { taken, missed, nextAt } = climbLadder(owed, [after(9), after(11), after(12), after(40)], hour(30));
  expect(taken.map(({ number, overtaken }) => [number, overtaken])).toEqual([
    [0, true],
    [1, false],
    [2, false],
  ]);
  expect([missed, nextAt]).toEqual([true, hour(40)]);
});
