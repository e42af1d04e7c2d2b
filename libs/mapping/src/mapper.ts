import { createHash } from 'node:crypto';
import {
  ownField,
  type FieldValue,
  type Finding,
  type KindName,
  type KnownCodes,
  type MapOutcome,
  type MappingFault,
  type PersonalClass,
  type RawMessage,
} from '#base/contracts';
import { kindDefinition } from '#base/model';
import { compileChecks, type RecordCheck } from './checks.js';
import { codedFields, withCodes, type CodeAdditions, type CodedField } from './code-additions.js';
import { compileField, type FieldStep, type Run } from './compile-field.js';
import { invalidMapping, type ColumnMasks, type FieldRule, type MappingDocument } from './document.js';
import { knownCodes } from './known-codes.js';
import { columnReader, columnsOf, isRow, type Row } from './read-column.js';
import { removalTests, withDoubtfulRemovalsParked } from './removal.js';
import { caseNumberFault, cleanedFinding, revisionReader, rowKeyReader, type Told } from './row-identity.js';

/** One mapping document, with a source's overrides, compiled. Pure: the same raw message always has the same outcome. */
export interface Mapper {
  readonly standard: string;
  readonly generation: string;
  readonly kind: KindName;
  /** Short content hash of rules and overrides; stored with every record. */
  readonly version: string;
  /** Source columns that some rule reads. */
  readonly columns: readonly string[];
  /** Source columns left out on purpose, with the reason. */
  readonly ignored: Readonly<Record<string, string>>;
  /** Fields a code can be added to. */
  readonly coded: readonly CodedField[];
  /** The raw codes it knows, those an operator added included. */
  readonly knownCodes: KnownCodes;
  /** Source columns with personal data, for masking raw bodies on screens. */
  readonly masks: ColumnMasks;
  /** Turns a raw message into a unified record, or says why it must be parked. */
  map(raw: RawMessage): MapOutcome;
}

interface Plan {
  /** The case number as the department wrote it. */
  readonly caseNumber: (row: Row) => string;
  readonly document: MappingDocument;
  readonly version: string;
  readonly rowKey: (row: Row) => Told<string>;
  readonly revision: (row: Row) => Told<number>;
  readonly removed: readonly ((row: Row) => boolean)[];
  readonly steps: readonly FieldStep[];
  readonly checks: readonly RecordCheck[];
}

/** Compiles a document; what does not fit the kind is HUB_MAPPING_INVALID with file and place. */
export function compileMapper(
  file: string,
  document: MappingDocument,
  overrides: Readonly<Record<string, FieldRule>>,
  additions: CodeAdditions = {},
): Mapper {
  const { fields } = kindDefinition(document.kind);
  const rules = withCodes(document, { ...document.fields, ...overrides }, fields, additions);
  const strange = Object.keys(rules).find((name) => !fields.some((field) => field.name === name));
  if (strange !== undefined) {
    throw invalidMapping(file, `fields.${strange} 不是类别 ${document.kind} 的字段，请核对数据字典`);
  }
  const strict = withDoubtfulRemovalsParked(document, rules);
  const index = new Map<string, number>();
  const steps = fields.map((field, at) => {
    const step = compileField({ file, document, field, rule: ownField(strict, field.name), index });
    index.set(field.name, at);
    return step;
  });
  const plan: Plan = {
    document,
    caseNumber: columnReader(document.caseNumber),
    version: versionOf(document, rules),
    rowKey: rowKeyReader(document.rowKey),
    revision: revisionReader(file, document),
    removed: removalTests(document, rules),
    steps,
    checks: compileChecks(file, document, fields),
  };
  return {
    standard: document.standard,
    generation: document.generation,
    kind: document.kind,
    version: plan.version,
    columns: usedColumns(document, rules),
    ignored: document.ignored ?? {},
    coded: codedFields(document, rules, fields),
    knownCodes: knownCodes(file, document, rules, fields),
    masks: masksOf(document, rules),
    map: (raw) => mapWith(plan, raw),
  };
}

function mapWith(plan: Plan, raw: RawMessage): MapOutcome {
  const row = parseRow(raw.body, plan.document.caseNumber);
  if (row === null) {
    return parked({
      code: 'HUB_RAW_MALFORMED',
      field: null,
      sentence: '原始消息不是一个 JSON 对象；请检查采集程序或重新采集该行。',
    });
  }
  const unidentified = caseNumberFault(plan.document.caseNumber, raw.caseNumber);
  if (unidentified !== null) return parked(unidentified);
  const rowKey = plan.rowKey(row);
  if ('fault' in rowKey) return parked(rowKey.fault);
  const revision = plan.revision(row);
  if ('fault' in revision) return parked(revision.fault);
  const removed = raw.operation === 'delete' || plan.removed.some((test) => test(row));
  const run = fill(plan, row, raw.readAt.slice(0, 10), removed);
  if (run.fault !== null) return parked(run.fault);
  const { document, version } = plan;
  const { values, originals, findings } = run;
  const cleaned = cleanedFinding(plan.document.caseNumber, plan.caseNumber(row));
  if (cleaned !== null) findings.push(cleaned);
  return {
    outcome: 'mapped',
    record: {
      kind: document.kind,
      source: raw.source,
      caseNumber: raw.caseNumber,
      rowKey: rowKey.value,
      revision: revision.value,
      removed,
      values,
      originals: Object.fromEntries(originals),
      standard: document.standard,
      generation: document.generation,
      mappingVersion: version,
      findings,
    },
  };
}

function fill(plan: Plan, row: Row, today: string, removed: boolean): Run {
  const values: FieldValue[] = [];
  const findings: Finding[] = [];
  const run: Run = { row, today, removed, values, originals: new Map(), findings, fault: null };
  for (const step of plan.steps) {
    values.push(step(run));
    if (run.fault !== null) return run;
  }
  for (const check of plan.checks) check(run);
  return run;
}

function parked(fault: MappingFault): MapOutcome {
  return { outcome: 'parked', fault };
}

/** Column names are upper or lower case in the standard; a source that prints them otherwise is understood all the same. */
function parseRow(body: string, caseNumber: string): Row | null {
  try {
    const row: unknown = JSON.parse(body);
    if (!isRow(row)) return null;
    if (Object.hasOwn(row, caseNumber)) return row;
    const upper = caseNumber === caseNumber.toUpperCase();
    if (!upper && caseNumber !== caseNumber.toLowerCase()) return row;
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => [upper ? name.toUpperCase() : name.toLowerCase(), value]),
    );
  } catch {
    return null;
  }
}

function versionOf(document: MappingDocument, rules: Readonly<Record<string, FieldRule>>): string {
  const { title: _title, sample: _sample, examples: _examples, ...meaning } = document;
  return createHash('sha256')
    .update(JSON.stringify({ ...meaning, fields: rules }))
    .digest('hex')
    .slice(0, 12);
}

function usedColumns(
  document: MappingDocument,
  rules: Readonly<Record<string, FieldRule>>,
): readonly string[] {
  const { caseNumber, rowKey, revision, removed } = document;
  const conditions = removed.map((condition) => condition.path);
  const ruled = Object.values(rules).flatMap(columnsOf);
  const keys = rowKey.flatMap((part) => {
    if (typeof part === 'string') return [part];
    return 'digest' in part ? part.digest : [];
  });
  const versions = revision.flatMap((part) => {
    if (typeof part === 'string') return [part];
    return 'time' in part ? [part.time] : [];
  });
  return [...new Set([caseNumber, ...keys, ...versions, ...conditions, ...ruled])];
}

function masksOf(document: MappingDocument, rules: Readonly<Record<string, FieldRule>>): ColumnMasks {
  const masks = new Map<string, PersonalClass>();
  for (const { name, personal } of kindDefinition(document.kind).fields) {
    const rule = ownField(rules, name);
    if (personal === undefined || rule === undefined) continue;
    for (const column of columnsOf(rule)) masks.set(column, personal);
  }
  for (const column of document.secrets ?? []) masks.set(column, 'secret');
  return Object.fromEntries(masks);
}
