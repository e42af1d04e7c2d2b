import { expect, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { Recovery } from './recovery.js';

test('a fault is over with the first poll, or when a reading has made progress for a minute', async () => {
  let seconds = 0;
  let notes = 0;
  const database = { query: async () => ({ rows: [], rowCount: (notes += 1) }) };
  const clock = { now: () => new Date(seconds * 1_000) };
  const vigil = { progressed: false };
  const begun = (): Recovery => new Recovery({ database, clock }, brandAs('370800.zjj.front'), vigil);
  const slow = begun();
  await slow.look();
  seconds = 61;
  await slow.look();
  expect(notes).toBe(0);
  vigil.progressed = true;
  await slow.look();
  await slow.look();
  expect(notes).toBe(1);
  await begun().look();
  expect(notes).toBe(1);
  await begun().note();
  expect(notes).toBe(2);
});
