import { expect, test } from '@jest/globals';
import type { DeclaredColumn } from '#base/contracts';
import { acceptedDeclared, compareDeclared } from './compare-declared.js';

type Change = Partial<DeclaredColumn>;
const column = (name: string, change: Change = {}): DeclaredColumn => ({
  name,
  type: `varchar(${change.length ?? 50})`,
  form: 'text',
  length: 50,
  scale: null,
  nullable: true,
  ...change,
});
const number = (length: number | null, scale: number | null): Change => ({
  type: `numeric(${length},${scale})`,
  form: 'decimal',
  length,
  scale,
});

/** A text of Oracle bounded by bytes in GBK (two for a Chinese character) or UTF-8 (three), or by characters. */
const inBytes = (length: number, each: 2 | 3): Change => ({ length, chinese: Math.floor(length / each) });
const inCharacters = (length: number): Change => ({ length, chinese: length });

const cases: readonly (readonly [string, Change, Change, string | null])[] = [
  ['the same', {}, {}, null],
  ['longer', {}, { length: 100 }, 'widening'],
  ['without a bound', {}, { length: null }, 'widening'],
  ['shorter', {}, { length: 20 }, 'narrowing'],
  ['a bound where none was', { length: null }, { length: 20 }, 'narrowing'],
  ['may be empty', { nullable: false }, {}, 'widening'],
  ['may no longer be empty', {}, { nullable: false }, 'narrowing'],
  ['longer, but never empty', {}, { length: 100, nullable: false }, 'narrowing'],
  ['more digits behind the point', number(12, 2), number(14, 4), 'widening'],
  ['more digits behind the point at the cost of those before it', number(12, 2), number(12, 4), 'narrowing'],
  [
    'whole numbers to a decimal with fewer digits before the point',
    { form: 'integer', length: 19, scale: 0 },
    number(12, 2),
    'narrowing',
  ],
  ['fewer digits behind the point', number(12, 4), number(14, 2), 'narrowing'],
  ['whole numbers to decimal', { form: 'integer', length: 10, scale: 0 }, number(12, 2), 'widening'],
  ['decimal to whole numbers', number(12, 2), { form: 'integer', length: 10, scale: 0 }, 'narrowing'],
  ['a day to a moment', { form: 'date' }, { form: 'time' }, 'widening'],
  ['bytes to as many characters', inBytes(20, 3), inCharacters(20), 'widening'],
  ['characters to as many bytes', inCharacters(20), inBytes(20, 2), 'narrowing'],
  ['characters to bytes enough for each', inCharacters(20), inBytes(60, 3), 'widening'],
  ['characters to bytes too few for each', inCharacters(20), inBytes(40, 3), 'narrowing'],
  ['bytes to fewer characters', inBytes(30, 2), inCharacters(20), 'narrowing'],
  ['bytes, the database moved from GBK to UTF-8', inBytes(20, 2), inBytes(20, 3), 'narrowing'],
  ['the same, made half as long again', inBytes(20, 2), inBytes(30, 3), 'widening'],
  ['characters, the database moved from GBK to UTF-8', inCharacters(20), inCharacters(20), null],
  ['bytes, where it was not said before', { length: 20 }, inBytes(20, 3), null],
  ['a text to a number', {}, number(12, 2), 'type'],
];

test.each(cases)('%s', (_, before, after, wanted) => {
  const found = compareDeclared([column('A', before)], [column('A', after)]);
  expect(found.map(({ kind }) => kind)).toEqual(wanted === null ? [] : [wanted]);
});

test('what is new, gone or renamed is told apart, and what is accepted is told no more', () => {
  const agreed = [column('ID'), column('APPLYNAME'), column('OLD', number(8, 2)), column('ZIP')];
  const now = [
    column('ID'),
    column('APPLY_NAME'),
    column('FRESH', { form: 'date', type: 'date' }),
    column('ZIP'),
  ];
  const found = compareDeclared(agreed, now);
  expect(found.map(({ kind, column: name, renamedTo }) => [kind, name, renamedTo])).toEqual([
    ['renamed', 'APPLYNAME', 'APPLY_NAME'],
    ['missing', 'OLD', null],
    ['additive', 'FRESH', null],
  ]);
  expect(compareDeclared(acceptedDeclared(agreed, found), now)).toEqual([]);
});
