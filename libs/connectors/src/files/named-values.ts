import type { HeadingMap } from './headings.js';
import type { Cell, SourceLine } from './source-line.js';

/** A record that names its values itself: names become fields, a missing, unknown or repeated one refuses the record. */
export function named(
  place: number,
  values: readonly (readonly [string, Cell])[],
  headings: HeadingMap,
): SourceLine {
  const fields: Record<string, Cell> = {};
  for (const [name, value] of values) {
    const field = headings.fieldOf(name);
    if (field === null) continue;
    if (field === undefined) return refused(place, `有没有约定的字段“${name.slice(0, 40)}”`);
    if (field in fields) return refused(place, `字段“${name}”出现了两次`);
    fields[field] = value;
  }
  const missing = headings.missing(new Set(Object.keys(fields)));
  return missing.length === 0 ? { place, fields } : refused(place, `缺少字段“${missing.join('”“')}”`);
}

function refused(place: number, refusal: string): SourceLine {
  return { place, refusal, fatal: false };
}
