import { expect, test } from '@jest/globals';
import { acceptedShape } from './accepted-shape.js';
import { compareShapes, type Difference } from './compare-shapes.js';
import { joinShapes, shapeOf, type Shape } from './shape.js';

type Row = Readonly<Record<string, unknown>>;
const shape = (...rows: readonly Row[]): Shape => rows.map(shapeOf).reduce(joinShapes);

const agreed = shape(
  { PROJID: '3708112026030001', STATE: '1', APPLYNAME: '张三丰', FEE: '12', DONE: '2026-03-02', NOTE: null },
  { PROJID: '3708112026030002', STATE: '2', APPLYNAME: '李四', FEE: '7', DONE: '2026-03-03', NOTE: '加急' },
);
const row: Row = {
  PROJID: '3708112026030009',
  STATE: '2',
  APPLYNAME: '王五',
  FEE: '7',
  DONE: '2026-03-04',
  NOTE: '',
};
const without = (...names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !names.includes(column)));

const cases: readonly (readonly [
  string,
  readonly Row[],
  readonly (readonly [Difference['kind'], string])[],
])[] = [
  ['the same columns with other values', [row], []],
  ['empty where emptiness is known', [{ ...row, NOTE: null }], []],
  ['one more column', [{ ...row, AREA: '370811' }], [['additive', 'AREA']]],
  ['a longer text', [{ ...row, APPLYNAME: '济宁市某某建设工程有限责任公司' }], [['widening', 'APPLYNAME']]],
  ['some rows empty where none was', [row, { ...row, FEE: null }], [['widening', 'FEE']]],
  ['a whole number became a decimal', [{ ...row, FEE: '9.5' }], [['widening', 'FEE']]],
  ['a date became a time', [{ ...row, DONE: '2026-03-04 10:00:00' }], [['widening', 'DONE']]],
  [
    'all rows empty where none was',
    [
      { ...row, FEE: null },
      { ...row, FEE: '' },
    ],
    [['narrowing', 'FEE']],
  ],
  ['a number became words', [{ ...row, FEE: '九' }], [['type', 'FEE']]],
  ['a date became a number', [{ ...row, DONE: 20_260_304 }], [['type', 'DONE']]],
  ['a column is gone', [without('STATE')], [['missing', 'STATE']]],
  ['a column is gone and one like it came', [{ ...without('STATE'), STATUS: '1' }], [['renamed', 'STATE']]],
  [
    'alike in name too where several are gone',
    [{ ...without('APPLYNAME', 'STATE'), APPLY_NAME: '赵六' }],
    [
      ['renamed', 'APPLYNAME'],
      ['missing', 'STATE'],
    ],
  ],
  [
    'a column is gone and quite another came',
    [{ ...without('STATE'), BODY: { a: 1 } }],
    [
      ['missing', 'STATE'],
      ['additive', 'BODY'],
    ],
  ],
  ['a code nobody knows', [{ ...row, STATE: '9' }], [['codes', 'STATE']]],
];

test.each(cases)('%s', (_name, rows, expected) => {
  const found = compareShapes(agreed, shape(...rows));
  expect(found.map(({ kind, column }) => [kind, column])).toEqual(expected);
});

test.each(cases)('once accepted it is no difference any more: %s', (_name, rows) => {
  const seen = shape(...rows);
  const accepted = compareShapes(agreed, seen).reduce(acceptedShape, agreed);
  expect(compareShapes(accepted, seen)).toEqual([]);
});

test('names and long numbers are never kept as codes, and many values are none', () => {
  expect([agreed['APPLYNAME']?.codes, agreed['PROJID']?.codes, agreed['STATE']?.codes]).toEqual([
    null,
    null,
    ['1', '2'],
  ]);
  const many = Array.from({ length: 21 }, (_, place) => ({ A: `c${place}` }));
  expect(shape(...many)['A']?.codes).toBeNull();
});
