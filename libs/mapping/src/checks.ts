import type { FieldDefinition, FieldValue } from '#base/contracts';
import type { Run } from './compile-field.js';
import { invalidMapping, type MappingDocument } from './document.js';
import { civil, findZone, type Zone } from './zone.js';

/** Looks at a finished record and leaves findings. */
export type RecordCheck = (run: Run) => void;

const dayLength = 'YYYY-MM-DD'.length;

interface Place {
  readonly at: number;
  readonly field: FieldDefinition;
}

/** Compiles the checks that concern several fields: order in time, and what a code makes necessary or out of place, how many there must be. None parks. */
export function compileChecks(
  file: string,
  document: MappingDocument,
  fields: readonly FieldDefinition[],
): readonly RecordCheck[] {
  const place = (name: string): Place => {
    const at = fields.findIndex((field) => field.name === name);
    const field = fields[at];
    if (field === undefined) throw invalidMapping(file, `检查引用了类别 ${document.kind} 没有的字段 ${name}`);
    return { at, field };
  };
  const zone = findZone(document.zone);
  if (zone === null) throw invalidMapping(file, `时区 ${document.zone} 未知`);
  return [
    ...(document.order ?? []).map(([earlier, later]) => orderCheck(place(earlier), place(later), zone)),
    ...(document.requiredWhen ?? []).map((need) => needCheck(place(need.field), place(need.when), need.in)),
    ...(document.emptyWhen ?? []).map((odd) => emptyCheck(place(odd.field), place(odd.when), odd.in)),
    ...(document.atLeast ?? []).map(({ field, count }) => countCheck(place(field), count)),
  ];
}

function orderCheck(earlier: Place, later: Place, zone: Zone): RecordCheck {
  const sentence = `${later.field.title}早于${earlier.field.title}，请部门核实。`;
  return ({ values, findings }) => {
    const first = values[earlier.at];
    const second = values[later.at];
    if (typeof first !== 'string' || typeof second !== 'string' || !isBefore(second, first, zone)) return;
    findings.push({ code: 'ORDER_FAULT', field: later.field.name, sentence });
  };
}

function needCheck(
  needed: Place,
  trigger: Place,
  codes: readonly (string | number | boolean)[],
): RecordCheck {
  const triggers: ReadonlySet<unknown> = new Set(codes);
  const sentence = `${trigger.field.title}为此值时应填${needed.field.title}，该项为空。`;
  return ({ values, findings }) => {
    if (values[needed.at] !== null || !triggers.has(values[trigger.at])) return;
    findings.push({ code: 'CONDITIONALLY_MISSING', field: needed.field.name, sentence });
  };
}

function emptyCheck(odd: Place, trigger: Place, codes: readonly (string | number | boolean)[]): RecordCheck {
  const triggers: ReadonlySet<unknown> = new Set(codes);
  const sentence = `${trigger.field.title}为此值时不应填${odd.field.title}，请部门核实。`;
  return ({ values, findings }) => {
    if (values[odd.at] === null || !triggers.has(values[trigger.at])) return;
    findings.push({ code: 'MUST_BE_EMPTY', field: odd.field.name, sentence });
  };
}

function countCheck(list: Place, count: number): RecordCheck {
  const sentence = `${list.field.title}少于 ${count} 个，请部门核实。`;
  return ({ values, findings, removed }) => {
    if (removed || lengthOf(values[list.at]) >= count) return;
    findings.push({ code: 'TOO_FEW', field: list.field.name, sentence });
  };
}

function lengthOf(value: FieldValue | undefined): number {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : null;
  return Array.isArray(parsed) ? parsed.length : 0;
}

/** Texts of one offset compare as they are; only mixed ones are worth parsing, and a date with an instant compares by its day. */
function isBefore(one: string, other: string, zone: Zone): boolean {
  if (one.length === dayLength || other.length === dayLength) return dayOf(one, zone) < dayOf(other, zone);
  if (one.endsWith('+08:00') && other.endsWith('+08:00')) return one < other;
  return Date.parse(one) < Date.parse(other);
}

function dayOf(text: string, zone: Zone): string {
  return text.length === dayLength ? text : civil(Date.parse(text), zone);
}
