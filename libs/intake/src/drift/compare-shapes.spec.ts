import { expect, test } from '@jest/globals';
import type { KnownCodes } from '#base/contracts';
import { acceptedShape } from './accepted-shape.js';
import { compareShapes, passes, type Difference } from './compare-shapes.js';
import { joinShapes, shapeOf, type Shape } from './shape.js';

type Row = Readonly<Record<string, unknown>>;
const known: KnownCodes = new Map([['STATE', new Set(['1', '2', '3', '已受理'])]]);
const shape = (...rows: readonly Row[]): Shape => rows.map((row) => shapeOf(row, known)).reduce(joinShapes);

const agreed = shape(
  {
    PROJID: '3708112026030001',
    STATE: '1',
    APPLYNAME: '张三丰',
    FEE: 12,
    DOOR: '101',
    DONE: '2026-03-02',
    NOTE: null,
  },
  {
    PROJID: '3708112026030002',
    STATE: '2',
    APPLYNAME: '李四',
    FEE: 7,
    DOOR: '102',
    DONE: '2026-03-03',
    NOTE: '加急',
  },
);
const row: Row = {
  PROJID: '3708112026030009',
  STATE: '2',
  APPLYNAME: '王五',
  FEE: 7,
  DOOR: '103',
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
  ['a whole number became a decimal', [{ ...row, FEE: 9.5 }], [['widening', 'FEE']]],
  ['a text of digits shows letters', [{ ...row, DOOR: 'A103' }], []],
  ['a text of digits came as a number', [{ ...row, DOOR: 103 }], []],
  ['a date is written otherwise', [{ ...row, DONE: '2026年3月4日' }], []],
  [
    'all rows empty where none was',
    [
      { ...row, FEE: null },
      { ...row, FEE: '' },
    ],
    [['narrowing', 'FEE']],
  ],
  ['a number became words', [{ ...row, FEE: '九' }], [['type', 'FEE']]],
  ['a number became true or false', [{ ...row, FEE: true }], [['type', 'FEE']]],
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
  ['a code that the mapping knows and no row showed yet', [{ ...row, STATE: '3' }], []],
  ['a known code as a number', [{ ...row, STATE: 3 }], []],
  ['a code nobody knows', [{ ...row, STATE: '9' }], [['codes', 'STATE']]],
  ['words where a code is read', [{ ...row, STATE: '王' }], []],
  ['a value of a column that is not read by codes', [{ ...row, DOOR: '9' }], []],
  [
    'a wider column with an unknown code',
    [
      { ...row, STATE: '已受理' },
      { ...row, STATE: 'X9' },
    ],
    [
      ['widening', 'STATE'],
      ['codes', 'STATE'],
    ],
  ],
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

test('what passes by itself takes no unknown code with it', () => {
  const seen = shape({ ...row, STATE: 'X9' });
  const passed = compareShapes(agreed, seen).filter(({ kind }) => passes(kind));
  expect(passed.map(({ kind }) => kind)).toEqual(['widening']);
  expect(compareShapes(passed.reduce(acceptedShape, agreed), seen).map(({ kind }) => kind)).toEqual([
    'codes',
  ]);
});

test('codes are read trimmed, whatever letters their column is written in', () => {
  expect(shape({ state: ' 3 ' })['state']?.codes).toEqual([]);
  expect(shape({ state: ' 9 ' })['state']?.codes).toEqual(['9']);
});

test('a column with too many unknown codes holds none', () => {
  const many = Array.from({ length: 30 }, (_, place) => ({ ...row, STATE: `c${place}` }));
  const contract = joinShapes(agreed, shape(...many));
  expect(contract['STATE']?.codes).toHaveLength(20);
  expect(compareShapes(contract, shape({ ...row, STATE: 'd1' }))).toEqual([]);
});
