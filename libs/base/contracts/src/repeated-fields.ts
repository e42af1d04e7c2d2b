import { isEscaped, isSpace, quote } from './json-signs.js';
import { readFully, type FullReading, type RepeatedField } from './read-fully.js';

export type { FullReading, RepeatedField };

/**
 * What `document` lost when it was parsed from `text`: of a field given twice in one object, parsers keep the last value and say
 * nothing. Null when there is none, which costs a look at the colons (less than the parsing did); only a text that may have one is read again.
 */
export function repeatedFields(text: string, document: unknown): FullReading | null {
  if (colonsAfterTexts(text) === namesIn(document)) return null;
  const reading = readFully(text);
  return reading.repeated.length === 0 ? null : reading;
}

/** How a repeated field is named to people, from so many steps down. */
export function repeatedName({ path, name }: RepeatedField, from = 0): string {
  return [...path.slice(from), name].map((step) => String(step).slice(0, 40)).join('.');
}

/** Never fewer than the names written: each ends in a quote before a colon. A value that begins with a colon counts too. */
function colonsAfterTexts(text: string): number {
  let many = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (isSpace(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === quote && !isEscaped(text, before)) many += 1;
  }
  return many;
}

function namesIn(document: unknown): number {
  let many = 0;
  const left = [document];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inside: readonly unknown[] = Object.values(value);
    if (!Array.isArray(value)) many += inside.length;
    for (const each of inside) if (typeof each === 'object') left.push(each);
  }
  return many;
}
