import { expect, test } from '@jest/globals';
import { openZone } from './zone.js';

const shanghai = openZone('Asia/Shanghai');

test.each([
  ['2026-03-02 10:00:00', '2026-03-02T02:00:00.000Z'],
  ['2026-03-02 10:00:00.123456', '2026-03-02T02:00:00.123Z'],
  ['2026-03-02T10:59:59.05', '2026-03-02T02:59:59.050Z'],
  ['2026-03-02', '2026-03-01T16:00:00.000Z'],
  ['1988-07-01 12:00:00', '1988-07-01T03:00:00.000Z'],
  ['2026-03-02 10:00:00.5+08', '2026-03-02T02:00:00.500Z'],
  ['2026-03-02 10:00:00-03:30', '2026-03-02T13:30:00.000Z'],
])('local text %s is the instant %s', (text, instant) => {
  expect(shanghai.toInstant(text)?.toISOString()).toBe(instant);
});

test.each([
  '0000-00-00 00:00:00',
  'infinity',
  '2026/3/2',
  '2026-03-02 10:00:00.',
  '2026-03-02 10:0a:00',
  '2026-13-02 10:00:00',
  '',
])('%s is no instant', (text) => {
  expect(shanghai.toInstant(text)).toBeNull();
});

test('an instant becomes local text and back, in winter and in summer time', () => {
  const zone = openZone('Europe/Berlin');
  for (const iso of ['2026-01-15T11:30:00.250Z', '2026-07-15T11:30:00.250Z']) {
    const instant = new Date(iso);
    expect(zone.toInstant(zone.toLocal(instant))).toEqual(instant);
  }
  expect(zone.offset(new Date('2026-07-15T11:30:00Z'))).toBe('+02:00');
});
