import { expect, test } from '@jest/globals';
import { plainText, typesIn } from './debezium-types.js';

test.each([
  ['date', 20_514, '2026-03-02'],
  ['date', -1, '1969-12-31'],
  ['millis', 1_772_416_800_123, '2026-03-02 02:00:00.123'],
  ['micros', '1772416800123456', '2026-03-02 02:00:00.123456'],
  ['micros', -1, '1969-12-31 23:59:59.999999'],
  ['nanos', '1772416800123456789', '2026-03-02 02:00:00.123456789'],
  ['time', 36_000_000, '10:00:00.000'],
  ['microTime', '36000000001', '10:00:00.000001'],
  ['nanoTime', '36000000000001', '10:00:00.000000001'],
  ['decimal(2)', 'ASkV', '760.53'],
  ['decimal(0)', '/w==', '-1'],
  ['number', { scale: 2, value: 'ASkV' }, '760.53'],
  ['number', { scale: -2, value: 'ASkV' }, { scale: -2, value: 'ASkV' }],
  ['number', null, null],
  ['nanos', 'soon', 'soon'],
  ['weeks', 3, 3],
  [undefined, 3, 3],
])('%s %j is %j', (type, value, text) => {
  expect(plainText(value, type)).toEqual(text);
});

test('the schema of an envelope names the coded fields', () => {
  const names = ['io.debezium.time.NanoTimestamp', 'io.debezium.data.VariableScaleDecimal', 'other'];
  const fields = names.map((name, at) => ({ field: `F${at}`, name }));
  expect(typesIn({ fields: [{ field: 'after', fields }] })).toEqual([
    ['F0', 'nanos'],
    ['F1', 'number'],
  ]);
});
