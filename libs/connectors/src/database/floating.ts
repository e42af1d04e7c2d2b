/** More digits than these are the mark of a binary fraction that has no end in tens, such as 0.1. */
const exactDigits = 15;
const namingDigits = 9;

/**
 * A single-precision number (IEEE 754 binary32) as a decimal: its exact value where that has at most fifteen digits or is a whole number a
 * double holds, else the shortest decimal that names no other single-precision number. What is no number stays as it was printed.
 */
export function printSingle(text: string): string {
  const value = Math.fround(Number(text));
  if (!Number.isFinite(value) || text.trim() === '') return text;
  if (value === 0) return text.startsWith('-') ? '-0' : '0';
  if (Number.isSafeInteger(value) || significant(value) <= exactDigits) return String(value);
  for (let digits = 1; digits < namingDigits; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(Number(value.toPrecision(namingDigits)));
}

/** A double as the server printed it; an exponent is written out as far as JSON's own numbers are. */
export function printDouble(text: string): string {
  if (!/e/i.test(text)) return text;
  const value = Number(text);
  return Number.isFinite(value) ? String(value) : text;
}

function significant(value: number): number {
  return String(value).replace(/e.*$/, '').replaceAll(/[-.]/g, '').replace(/^0+/, '').length;
}
