import { expect, test } from '@jest/globals';
import { hoursAt, hoursText, parseHours } from './hours.js';

const zone = 'Asia/Shanghai';

test.each([
  ['20:00-07:00', { from: 1_200, to: 420 }],
  ['00:00-24:00', null],
  ['08:30 - 24:00', { from: 510, to: 0 }],
  ['8:00-9:00', null],
  ['09:00-09:00', null],
  ['25:00-26:00', null],
  ['nights', null],
])('%s is read as hours or refused', (text, range) => {
  expect(parseHours(text)).toEqual(range);
  if (range !== null) expect(hoursText(range)).toBe(text.replaceAll(' ', ''));
});

const night = [{ from: 1_200, to: 420 }];
const twice = [
  { from: 720, to: 780 },
  { from: 1_380, to: 60 },
];
test.each([
  ['always open without hours', [], '2026-03-02T04:00:00Z', true, null],
  ['closed at noon, open in the evening', night, '2026-03-02T04:00:30Z', false, '2026-03-02T12:00:00Z'],
  ['open in the evening until the morning', night, '2026-03-02T15:30:00Z', true, '2026-03-02T23:00:00Z'],
  ['open before dawn', night, '2026-03-02T22:59:59Z', true, '2026-03-02T23:00:00Z'],
  ['closed at the end itself', night, '2026-03-02T23:00:00Z', false, '2026-03-03T12:00:00Z'],
  ['between two stretches', twice, '2026-03-02T05:00:00Z', false, '2026-03-02T15:00:00Z'],
])('%s', (_name, hours, at, open, until) => {
  expect(hoursAt(hours, zone, new Date(at))).toEqual({
    open,
    until: until === null ? null : new Date(until),
  });
});
