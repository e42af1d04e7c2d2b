import { expect, test } from '@jest/globals';
import { afterFailure, afterPoll, atStart, closedBreaker, type Breaker } from './breaker.js';

const limits = { mostAnHour: 2, restMs: 60_000, longestRestMs: 150_000 };
const hour = 3_600_000;

/** Failures at these instants, one after the other. */
const failing = (...instants: readonly number[]): Breaker =>
  instants.reduce((breaker, at) => afterFailure(breaker, at, limits), closedBreaker);

test('up to the bound of an hour a reading is only started again', () => {
  expect(failing(1, 2).openUntil).toBeNull();
  expect(failing(1, 2, hour + 3).failures).toEqual([hour + 3]);
});

test('beyond the bound the source rests, with a stated next try', () => {
  expect(failing(1, 2, 3)).toMatchObject({ openUntil: 60_003, openings: 1, trial: false });
  expect(atStart(failing(1, 2, 3), 60_002)).toEqual(failing(1, 2, 3));
});

test('after the rest one trial goes through: it closes the breaker, or opens it for twice as long', () => {
  const trial = atStart(failing(1, 2, 3), 60_003);
  expect(trial).toMatchObject({ openUntil: null, trial: true });
  expect(afterPoll(trial)).toEqual(closedBreaker);
  const second = afterFailure(trial, 70_000, limits);
  expect(second).toMatchObject({ openUntil: 190_000, trial: false });
  const third = afterFailure(atStart(second, 190_000), 200_000, limits);
  expect(third.openUntil).toBe(350_000);
});

test('a poll that goes through outside a trial leaves the failures of the hour counted', () => {
  expect(afterPoll(failing(1, 2))).toEqual(failing(1, 2));
});
