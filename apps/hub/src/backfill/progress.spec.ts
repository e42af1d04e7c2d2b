import { expect, test } from '@jest/globals';
import { progressOf } from './progress.js';

const start = new Date('2026-03-02T02:00:00Z');
const later = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const base = { fraction: 0.25, read: 500, startedAt: start, endedAt: null };

test.each<[string, Parameters<typeof progressOf>[0], number, number | null]>([
  ['a quarter took ten seconds, so the rest takes thirty', base, 50, 30],
  ['nobody knows how long a range of keys is', { ...base, fraction: null }, 50, null],
  ['at the beginning nothing can be said', { ...base, fraction: 0, read: 0 }, 0, null],
  ['before it begins neither', { ...base, startedAt: null }, 0, null],
  ['ended, its own time counts', { ...base, fraction: 1, endedAt: later(5) }, 100, 0],
])('%s', (_, status, rate, secondsLeft) => {
  expect(progressOf(status, later(10))).toEqual({ rate, secondsLeft });
});
