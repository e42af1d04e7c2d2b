import { expect, test } from '@jest/globals';
import { dateReader, instantReader, isDateFiller } from './dates.js';
import { findZone, type Zone } from './zone.js';

function zone(name: string): Zone {
  const found = findZone(name);
  if (found === null) throw new Error(`no zone ${name}`);
  return found;
}

const instant = instantReader(zone('Asia/Shanghai'));
const date = dateReader(zone('Asia/Shanghai'));

test.each([
  ['2024-01-05 10:20:30', '2024-01-05T10:20:30+08:00'],
  ['2024-01-05 10:20:30.5', '2024-01-05T10:20:30.5+08:00'],
  ['2024-01-05 10:20:30.123456789', '2024-01-05T10:20:30.123456+08:00'],
  ['2024-1-5 9:8', '2024-01-05T09:08:00+08:00'],
  ['2024-01-05', '2024-01-05T00:00:00+08:00'],
  ['2024/1/5 10:20:30', '2024-01-05T10:20:30+08:00'],
  ['2024.01.05', '2024-01-05T00:00:00+08:00'],
  ['2024-01-05T10:20:30', '2024-01-05T10:20:30+08:00'],
  ['2024-01-05T02:20:30Z', '2024-01-05T02:20:30Z'],
  ['2024-01-05T10:20:30.250+0800', '2024-01-05T10:20:30.250+08:00'],
  ['2024-01-05 10:20:30 +09:00', '2024-01-05T10:20:30+09:00'],
  ['20240105102030', '2024-01-05T10:20:30+08:00'],
  ['20240105T102030', '2024-01-05T10:20:30+08:00'],
  ['2024010510:20:30', '2024-01-05T10:20:30+08:00'],
  ['20240105', '2024-01-05T00:00:00+08:00'],
  ['2024年1月5日', '2024-01-05T00:00:00+08:00'],
  ['2024年01月05日 10时20分30秒', '2024-01-05T10:20:30+08:00'],
  ['2024年1月5日 10:20', '2024-01-05T10:20:00+08:00'],
  ['1704421230000', '2024-01-05T02:20:30Z'],
  ['1704421230123', '2024-01-05T02:20:30.123Z'],
  ['45296', '2024-01-05T00:00:00+08:00'],
  ['45296.5', '2024-01-05T12:00:00+08:00'],
])('%s is %s', (text, iso) => expect(instant(text)).toBe(iso));

test.each([
  '2023-02-29 00:00:00',
  '2024-13-01',
  '2026-13-45 25:61:00',
  '2024-01-05 24:00:00',
  '2024-01-05 10:60:00',
  '20241301',
  '05/01/2024',
  '2024-01',
  '不详',
  '123',
  '99999',
  '202401051020',
  '2024-01-05T10:20:30+99:99',
  '1704421230000+08:00',
])('%s is no moment and is not guessed', (text) => expect(instant(text)).toBeNull());

test('29 February exists in leap years only', () => {
  expect(date('2024-02-29')).toBe('2024-02-29');
  expect(date('2100-02-29')).toBeNull();
  expect(date('2000-02-29')).toBe('2000-02-29');
});

test('wall times of the daylight-saving summers 1986 to 1991 carry their own offset', () => {
  expect(instant('1988-07-01 00:00:00')).toBe('1988-07-01T00:00:00+09:00');
  expect(instant('1988-04-17 01:59:59')).toBe('1988-04-17T01:59:59+08:00');
  expect(instant('1988-04-17 03:00:00')).toBe('1988-04-17T03:00:00+09:00');
  expect(instant('1991-09-15 02:00:00')).toBe('1991-09-15T02:00:00+08:00');
  expect(instant('1992-07-01 00:00:00')).toBe('1992-07-01T00:00:00+08:00');
});

test('every wall time of those years outside the changing hours agrees with the ICU zone', () => {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  for (let day = Date.UTC(1985, 11, 1); day < Date.UTC(1992, 1, 1); day += 86_400_000) {
    const wall = `${new Date(day).toISOString().slice(0, 10)} 12:30:00`;
    expect(shown.format(Date.parse(instant(wall) ?? ''))).toBe(wall);
  }
});

test('a date never shifts by a zone, unless the text states an offset', () => {
  expect(date('1988-07-01')).toBe('1988-07-01');
  expect(date('2024-01-05 23:59:59')).toBe('2024-01-05');
  expect(date('2024-01-05T20:00:00Z')).toBe('2024-01-06');
  expect(date('1704421230000')).toBe('2024-01-05');
});

test('a declared fixed offset is used as it is, an unknown zone is refused', () => {
  expect(instantReader(zone('+00:00'))('2024-01-05 10:20:30')).toBe('2024-01-05T10:20:30+00:00');
  expect(findZone('Mars/Olympus')).toBeNull();
});

test('only the forms a document allows are read', () => {
  const text = instantReader(zone('Asia/Shanghai'), ['text']);
  expect(text('45296')).toBeNull();
  expect(text('2024-01-05')).toBe('2024-01-05T00:00:00+08:00');
});

test.each([
  '1753-01-01 00:00:00',
  '1753-1-1',
  '1900/1/1',
  '1900-01-01',
  '0001-01-01T00:00:00',
  '9999-12-31',
  '18991230',
])('%s stands for empty', (text) => expect(isDateFiller(text)).toBe(true));

test.each(['2024-01-05', '1900-01-12', '1899158400000', '175300000000', '1985-01-01', '19000112'])(
  '%s does not stand for empty',
  (text) => expect(isDateFiller(text)).toBe(false),
);
