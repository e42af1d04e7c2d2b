import { hash } from 'node:crypto';
import type { MappingDocument, StandardEntry } from '#libs/mapping';

/** One rule or code that differs, e.g. `fields.result` or `codes.outcome.3`. Texts are null where it is not there. */
export interface ChangedRule {
  readonly rule: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What two editions of a document say differently, by rule and by code; examples and the sample row are told as one line. Pure. */
export function compareDocuments(
  before: StandardEntry | null,
  after: StandardEntry | null,
): readonly ChangedRule[] {
  const [held, given] = [flat(before?.document ?? null), flat(after?.document ?? null)];
  return [...new Set([...held.keys(), ...given.keys()])].flatMap((rule) => {
    const [one, other] = [held.get(rule) ?? null, given.get(rule) ?? null];
    return one === other ? [] : [{ rule, before: one, after: other }];
  });
}

function flat(document: MappingDocument | null): ReadonlyMap<string, string> {
  if (document === null) return new Map();
  const { sample, examples, codes = {}, fields, ...head } = document;
  const tables = Object.entries(codes).flatMap(([table, held]) =>
    Object.entries(held).map(([code, meaning]) => [`codes.${table}.${code}`, String(meaning)] as const),
  );
  return new Map([
    ...Object.entries(head).map(([name, value]) => [name, text(value)] as const),
    ...tables,
    ...Object.entries(fields).flatMap(([field, rule]) => fieldLines(field, rule)),
    ['sample', `${Object.keys(sample).length} 列 ${shortDigest(sample)}`],
    ['examples', `${examples.length} 个 ${shortDigest(examples)}`],
  ]);
}

/** A field's own code table is shown code by code, everything else of it as one. */
function fieldLines(
  field: string,
  { codes, ...rule }: MappingDocument['fields'][string],
): readonly (readonly [string, string])[] {
  const whole = [`fields.${field}`, text({ ...rule, ...(typeof codes === 'string' && { codes }) })] as const;
  if (codes === undefined || typeof codes === 'string') return [whole];
  return [
    whole,
    ...Object.entries(codes).map(
      ([code, meaning]) => [`fields.${field}.codes.${code}`, String(meaning)] as const,
    ),
  ];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shortDigest(value: unknown): string {
  return hash('sha256', JSON.stringify(value)).slice(0, 8);
}
