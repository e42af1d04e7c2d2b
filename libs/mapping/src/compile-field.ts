import type { FieldDefinition, FieldValue, Finding, MappingFault } from '#base/contracts';
import { checkAnyIdentity, checkIdentity } from './identity.js';
import { codeTable } from './code-table.js';
import { asIdentifier, converterFor, isBroken, type Broken, type Convert, type Doubtful } from './convert.js';
import { isDateFiller } from './dates.js';
import { invalidMapping, type FieldRule, type MappingDocument } from './document.js';
import { brokenSentence, doubtSentence, missingSentence } from './sentences.js';
import { columnReader, conditionTest, ruleReader, type Found, type Row } from './read-column.js';
import { cleanReader, isIdentifier, oddIn, type CleanFound } from './identifier-field.js';
import { findZone, type Zone } from './zone.js';

/** One record on its way: what the field steps read and what they leave behind. */
export interface Run {
  readonly row: Row;
  /** Day the row was read, `YYYY-MM-DD`. */
  readonly today: string;
  /** A removed row is kept whatever it lacks, so nothing in it parks. */
  readonly removed: boolean;
  readonly values: FieldValue[];
  readonly originals: Map<string, string>;
  readonly findings: Finding[];
  fault: MappingFault | null;
}

/** Makes one field's value, or sets the run's fault. */
export type FieldStep = (run: Run) => FieldValue;

/** What a field step is made from. `index` finds the fields made before this one. */
export interface FieldSettings {
  readonly file: string;
  readonly document: MappingDocument;
  readonly field: FieldDefinition;
  readonly rule: FieldRule | undefined;
  readonly index: ReadonlyMap<string, number>;
}

const keptTypes: ReadonlySet<string> = new Set(['code', 'date', 'instant', 'money', 'region']);

/** Compiles a field's rule into its step. */
export function compileField(settings: FieldSettings): FieldStep {
  const { file, field, rule } = settings;
  if (rule === undefined) {
    if (field.required) throw invalidMapping(file, `fields 缺少必填字段 ${field.name}（${field.title}）`);
    return () => null;
  }
  if (rule.constant !== undefined) return constantStep(settings, rule.constant);
  if (rule.collect !== undefined) return collectStep(rule.collect, emptiness(settings, rule));
  if (rule.path === undefined && rule.firstOf === undefined) {
    throw invalidMapping(file, `fields.${field.name} 须写 path、firstOf、collect 或 constant 之一`);
  }
  const read = ruleReader(rule, emptiness(settings, rule));
  if (rule.present === true) return ({ row }) => read(row).text !== '';
  return convertStep(settings, rule, gated(rule, read));
}

function constantStep({ file, document, field, rule }: FieldSettings, constant: FieldValue): FieldStep {
  const codes = codeTable(file, document, field, rule ?? {});
  const value = codes.get(String(constant)) ?? constant;
  return () => value;
}

function collectStep(columns: readonly string[], isEmpty: (text: string) => boolean): FieldStep {
  const readers = columns.map((column) => ({ column, read: columnReader(column) }));
  return ({ row }) => {
    const found = new Map<string, string>();
    for (const { column, read } of readers) {
      const text = read(row);
      if (text === '' || isEmpty(text)) continue;
      found.set(column, text);
    }
    return found.size === 0 ? null : JSON.stringify(Object.fromEntries(found));
  };
}

function gated(rule: FieldRule, read: (row: Row) => Found): (row: Row) => Found {
  if (rule.when === undefined) return read;
  const applies = conditionTest(rule.when);
  const nothing: Found = { column: rule.path ?? '', text: '' };
  return (row) => (applies(row) ? read(row) : nothing);
}

function convertStep(settings: FieldSettings, rule: FieldRule, read: (row: Row) => Found): FieldStep {
  const { field } = settings;
  const made = context(settings, rule);
  const { codes } = made;
  const convert = identityChecked(settings, rule, converterFor({ ...settings, rule, ...made }));
  const keeps = keptTypes.has(field.type.type) || rule.documentNumber === true || rule.codes !== undefined;
  const parks = (broken: Broken['broken']): boolean =>
    rule.onFault === undefined ? field.required || broken === 'HUB_IDENTIFIER_ODD' : rule.onFault === 'park';
  const readClean = isIdentifier(field, rule)
    ? cleanReader(field, read, emptiness(settings, rule), codes)
    : null;
  return (run) => {
    const found = readClean === null ? read(run.row) : readClean(run);
    if (found.text === '') return missing(run, field, found.column);
    const odd = readClean === null ? null : oddIn(found.text, () => codes.has(found.text));
    const value = odd ?? convert(found.text, run);
    if (keeps) run.originals.set(field.name, writtenOf(found));
    if (typeof value !== 'object' || value === null) return value;
    return doubted(run, field, found, value, parks);
  };
}

function writtenOf(found: Found | CleanFound): string {
  return 'written' in found ? found.written : found.text;
}

function missing(run: Run, field: FieldDefinition, column: string): null {
  if (field.required && !run.removed) {
    run.fault = { code: 'HUB_FIELD_MISSING', field: column, sentence: missingSentence(field, column) };
  }
  return null;
}

function doubted(
  run: Run,
  field: FieldDefinition,
  found: Found,
  value: Broken | Doubtful,
  parks: (broken: Broken['broken']) => boolean,
): FieldValue {
  run.originals.set(field.name, writtenOf(found));
  if (!isBroken(value)) {
    const { doubt, why } = value;
    run.findings.push({ code: doubt, field: field.name, sentence: doubtSentence(field, found.column, why) });
    return value.value;
  }
  const sentence = brokenSentence(field, found, value);
  if (parks(value.broken) && !run.removed) run.fault = { code: value.broken, field: found.column, sentence };
  else run.findings.push({ code: value.broken, field: field.name, sentence });
  return null;
}

type ConvertInRun = (text: string, run: Run) => ReturnType<Convert>;

function identityChecked(settings: FieldSettings, rule: FieldRule, convert: Convert): ConvertInRun {
  if (rule.identity === undefined) return (text, run) => convert(text, run.today);
  if (typeof rule.identity !== 'string') {
    const types = rule.identity;
    return (text, run) => checkAnyIdentity(types, asIdentifier(text)) ?? convert(text, run.today);
  }
  const at = settings.index.get(rule.identity);
  if (at === undefined) {
    const { file, field } = settings;
    throw invalidMapping(file, `fields.${field.name}.identity 须是排在它之前的字段，${rule.identity} 不是`);
  }
  return (text, run) => checkIdentity(run.values[at] ?? null, asIdentifier(text)) ?? convert(text, run.today);
}

function context(
  settings: FieldSettings,
  rule: FieldRule,
): { zone: Zone; codes: ReturnType<typeof codeTable> } {
  const { file, document, field } = settings;
  const name = rule.zone ?? document.zone;
  const zone = findZone(name);
  if (zone === null)
    throw invalidMapping(file, `时区 ${name} 未知，请写 Asia/Shanghai 或 +08:00 这样的固定偏移`);
  return { zone, codes: codeTable(file, document, field, rule) };
}

function emptiness({ document, field }: FieldSettings, rule: FieldRule): (text: string) => boolean {
  const fillers = new Set([...document.fillers, ...(rule.fillers ?? [])].map(String));
  const longest = Math.max(0, ...Array.from(fillers, (filler) => filler.length));
  const firsts = new Set(Array.from(fillers, (filler) => filler.charCodeAt(0)));
  const isFiller = (text: string): boolean =>
    text.length <= longest && firsts.has(text.charCodeAt(0)) && fillers.has(text);
  const dated = field.type.type === 'date' || field.type.type === 'instant';
  return dated ? (text) => isDateFiller(text) || isFiller(text) : isFiller;
}
