import type { DeclaredColumn, DeclaredForm } from '#base/contracts';
import type { Column, ColumnKind } from './dialect.js';

const forms: Readonly<Record<ColumnKind, DeclaredForm>> = {
  text: 'text',
  narrowText: 'text',
  integer: 'integer',
  decimal: 'decimal',
  single: 'decimal',
  double: 'decimal',
  money: 'decimal',
  boolean: 'boolean',
  date: 'date',
  coarseTime: 'time',
  localTime: 'time',
  zonedTime: 'time',
  binary: 'binary',
};
/** Digits of the whole numbers that products name by their size. */
const digits: readonly (readonly [RegExp, number])[] = [
  [/^tinyint/i, 3],
  [/^(smallint|int2)/i, 5],
  [/^mediumint/i, 8],
  [/^(bigint|int8)/i, 19],
  [/^int/i, 10],
];
/** Oracle's word for a whole number. Elsewhere a number without digits behind the point stays the decimal it was declared as. */
const wholeNumber = /^number\(\d+,\s*0\)$/i;
const bounds = /\((\d+)(?:\s*,\s*(-?\d+)|\s+(?:BYTE|CHAR))?\)/;

/** What a column's catalogue entry says it can hold; null where its dialect asks for no type. */
export function declaredColumn(
  { kind, nullable, declared: type, chinese }: Column,
  name: string,
): DeclaredColumn | null {
  if (type === undefined) return null;
  const whole =
    kind === 'integer' || kind === 'decimal' ? digits.find(([word]) => word.test(type)) : undefined;
  if (whole !== undefined) return { name, type, form: 'integer', length: whole[1], scale: 0, nullable };
  const form = wholeNumber.test(type) ? 'integer' : forms[kind];
  const bounded = form === 'text' || form === 'decimal' || wholeNumber.test(type);
  const [, length, scale] = bounded ? (bounds.exec(type) ?? []) : [];
  const column = { name, type, form, length: numberOr(length), scale: numberOr(scale), nullable };
  return withChinese(column, chinese);
}

function withChinese(column: DeclaredColumn, chinese: number | undefined): DeclaredColumn {
  return chinese === undefined ? column : { ...column, chinese };
}

function numberOr(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
