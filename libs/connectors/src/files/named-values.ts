import type { HeadingMap } from './headings.js';
import type { Cell, SourceLine } from './source-line.js';

/** A record that names its values itself: names become fields, a missing, unknown or repeated one refuses the record. */
export function named(
  place: number,
  values: readonly (readonly [string, Cell])[],
  headings: HeadingMap,
): SourceLine {
  const fields: string[] = [];
  const cells: Cell[] = [];
  for (const [name, value] of values) {
    const field = headings.fieldOf(name);
    if (field === null) continue;
    if (field === undefined) return refused(place, `有没有约定的字段“${name.slice(0, 40)}”`);
    if (fields.includes(field)) return refused(place, repeatedRefusal(name));
    fields.push(field);
    cells.push(value);
  }
  const missing = headings.missing(new Set(fields));
  return missing.length === 0 ? { place, fields, cells } : refused(place, `缺少字段“${missing.join('”“')}”`);
}

/** Why a record is refused that gives a field more than once. */
export function repeatedRefusal(name: string): string {
  return `字段“${name}”出现了两次，不知以哪个为准，请部门改正后重新报送`;
}

/** A record that is refused; those after it are read. */
export function refused(place: number, refusal: string): SourceLine {
  return { place, refusal, fatal: false };
}
