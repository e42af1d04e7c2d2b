import { expect, test } from '@jest/globals';
import { progressOf } from './backfill-progress.js';

const start = new Date('2026-03-02T02:00:00Z');
const later = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
type Facts = Parameters<typeof progressOf>[0];
const base: Facts = {
  state: 'running',
  fraction: 0.25,
  read: 500,
  resumedAt: start,
  resumedRows: 0,
  endedAt: null,
};

test.each<[string, Facts, number | null, number | null]>([
  ['a quarter took ten seconds, so the rest takes thirty', base, 50, 30],
  ['the time it stood before it was resumed does not count', { ...base, resumedRows: 400 }, 10, 150],
  ['nobody knows how long a range of keys is', { ...base, fraction: null }, 50, null],
  ['at the beginning nothing can be said', { ...base, fraction: 0, read: 0 }, 0, null],
  ['before it begins neither', { ...base, state: 'requested', resumedAt: null }, null, null],
  ['what was stopped has no end in sight', { ...base, state: 'stopped' }, null, null],
  ['ended, its own time counts', { ...base, state: 'done', fraction: 1, endedAt: later(5) }, 100, 0],
])('%s', (_, facts, rate, secondsLeft) => {
  expect(progressOf(facts, later(10))).toEqual({ rate, secondsLeft });
});
