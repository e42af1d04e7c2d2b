import { cleanIdentifier, ownField } from '#base/contracts';
import type { Condition, FieldRule } from './document.js';

/** A source row as parsed from its JSON text. */
export type Row = Readonly<Record<string, unknown>>;

/** Reads one column as trimmed text; absent, null and objects are ''. */
export type ReadColumn = (row: Row) => string;

/** Makes the reader of a column, or of a dotted path into a nested body. */
export function columnReader(path: string): ReadColumn {
  if (!path.includes('.')) return (row) => toText(ownField(row, path));
  const steps = path.split('.');
  return (row) => {
    let at: unknown = row;
    for (const step of steps) at = isRow(at) ? ownField(at, step) : undefined;
    return toText(at);
  };
}

/** Makes the test of a condition; texts are compared cleaned, as codes are. */
export function conditionTest(condition: Condition): (row: Row) => boolean {
  const read = columnReader(condition.path);
  const wanted =
    condition.in === undefined ? null : new Set(condition.in.map((each) => cleanIdentifier(String(each))));
  const refused = new Set((condition.notIn ?? []).map((each) => cleanIdentifier(String(each))));
  return (row) => {
    const text = cleanIdentifier(read(row));
    return (wanted === null || wanted.has(text)) && !refused.has(text);
  };
}

/** A text a rule found, and the column it stood in. */
export interface Found {
  readonly column: string;
  readonly text: string;
}

/** Makes the reader of a rule's first non-empty column; `isEmpty` knows the rule's fillers. */
export function ruleReader(rule: FieldRule, isEmpty: (text: string) => boolean): (row: Row) => Found {
  const candidates = candidatesOf(rule).map(({ path, when }) => ({
    column: path,
    read: columnReader(path),
    applies: when === undefined ? null : conditionTest(when),
    nothing: { column: path, text: '' },
  }));
  const [first] = candidates;
  const nothing = first?.nothing ?? { column: '', text: '' };
  return (row) => {
    for (const { column, read, applies } of candidates) {
      const text = read(row);
      if (text !== '' && !isEmpty(text) && (applies === null || applies(row))) return { column, text };
    }
    return nothing;
  };
}

/** Every source column a rule may read. */
export function columnsOf(rule: FieldRule): readonly string[] {
  const tested = conditionsOf(rule).map(({ path }) => path);
  return [...valueColumnsOf(rule), ...(rule.collect ?? []), ...tested];
}

/** The source columns a rule's value may stand in, the first non-empty one. */
export function valueColumnsOf(rule: FieldRule): readonly string[] {
  return candidatesOf(rule).map(({ path }) => path);
}

/** The tests a rule makes its reading depend on. */
export function conditionsOf(rule: FieldRule): readonly Condition[] {
  return [rule, ...candidatesOf(rule)].flatMap(({ when }) => (when === undefined ? [] : [when]));
}

/** True for a JSON object, false for arrays and everything else. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Candidate {
  readonly path: string;
  readonly when?: Condition | undefined;
}

function candidatesOf(rule: FieldRule): readonly Candidate[] {
  const first = rule.path === undefined ? [] : [{ path: rule.path }];
  return [
    ...first,
    ...(rule.firstOf ?? []).map((entry) => (typeof entry === 'string' ? { path: entry } : entry)),
  ];
}

function toText(value: unknown): string {
  if (typeof value === 'string') return withoutNul(value.trim());
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

// PostgreSQL refuses U+0000 in text, and one such row would fail its whole batch.
function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '').trim() : text;
}
