import type { FieldValue } from '#base/contracts';

const special = /["\\]/;
const specials = /["\\]/g;

/** A column of values as one PostgreSQL array literal, for `unnest($n::type[])`; several times quicker than the driver's own encoding. */
export function arrayLiteral(values: readonly FieldValue[]): string {
  let text = '{';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ',';
    text += element(values[index] ?? null);
  }
  return text + '}';
}

function element(value: FieldValue): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return String(value);
  return special.test(value) ? `"${value.replace(specials, '\\$&')}"` : `"${value}"`;
}
