import { expect, test } from '@jest/globals';
import { parseSource } from './source-document.js';
import {
  afterFirstLoad,
  afterLookBack,
  chooseReach,
  lookBackAtOnce,
  lookBackFrom,
  rememberedFrom,
  type Reach,
} from './look-back.js';

const source = parseSource({
  path: 'front.yaml',
  text: `
document: source
id: 370800.zjj.front
name: 前置库
connector: mysql
standard: shandong-front
generation: a
read: { poll: 1s, overlap: 10m, sweep: { every: 4s, window: 3d } }
streams: [{ name: result, kind: result, table: T, mode: keyset, cursor: M, key: [K], caseNumber: K }]
`,
});
const until = new Date('2026-03-02T02:00:00Z');
const before = (minutes: number): Date => new Date(until.getTime() - minutes * 60_000);

test.each<[Reach, Date, Date]>([
  ['grace', until, new Date(until.getTime() - 10_000)],
  ['overlap', until, before(10)],
  ['sweep', until, before(3 * 24 * 60)],
  ['overlap', before(60), before(70)],
  ['sweep', before(10 * 24 * 60), before(10 * 24 * 60 + 10)],
])('a %s from %p starts where it should', (reach, reached, from) => {
  expect(lookBackFrom(source, reach, reached, until)).toEqual(from);
});

test('a source clock that was set back is followed', () => {
  const ahead = new Date(until.getTime() + 3_600_000);
  expect(lookBackFrom(source, 'overlap', ahead, until)).toEqual(before(10));
});

test('whatever a look-back can reach is remembered', () => {
  for (const reach of ['grace', 'overlap', 'sweep'] as const) {
    expect(+lookBackFrom(source, reach, until, until)).toBeGreaterThan(+rememberedFrom(source, until));
  }
});

test('short polls look back at every poll and sweep at every interval', () => {
  const now = 1_000_000;
  const poll = { started: now, ended: now + 50, share: 1 };
  const swept = afterLookBack(source, lookBackAtOnce, 'sweep', poll);
  expect(chooseReach(swept, now + 1_000)).toBe('overlap');
  expect(chooseReach(swept, now + 4_000)).toBe('sweep');
});

test('long look-backs take a tenth of the time at most, and the polls between them reach back seconds', () => {
  const now = 1_000_000;
  const slow = { started: now, ended: now + 10_000, share: 1 };
  const swept = afterLookBack(source, lookBackAtOnce, 'sweep', slow);
  expect(chooseReach(swept, now + 90_000)).toBe('grace');
  expect(chooseReach(swept, now + 100_000)).toBe('sweep');
  expect(afterLookBack(source, swept, 'grace', { ...slow, ended: now + 10 })).toBe(swept);
});

test('after a first load, the rest depends on how much of it will be read again', () => {
  const now = 1_000_000;
  const load = { started: now, ended: now + 100_000, share: 0.001 };
  expect(chooseReach(afterFirstLoad(source, load), now + 101_000)).toBe('sweep');
  expect(chooseReach(afterFirstLoad(source, { ...load, share: 1 }), now + 101_000)).toBe('grace');
});
