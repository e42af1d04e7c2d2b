import type { FieldDefinition } from '#base/contracts';
import type { Run } from './compile-field.js';
import { invalidMapping, type MappingDocument } from './document.js';

/** Looks at a finished record and leaves findings. */
export type RecordCheck = (run: Run) => void;

interface Place {
  readonly at: number;
  readonly field: FieldDefinition;
}

/** Compiles the checks that concern several fields: order in time, and what a code makes necessary. Neither parks. */
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
  return [
    ...(document.order ?? []).map(([earlier, later]) => orderCheck(place(earlier), place(later))),
    ...(document.requiredWhen ?? []).map((need) => needCheck(place(need.field), place(need.when), need.in)),
  ];
}

function orderCheck(earlier: Place, later: Place): RecordCheck {
  const sentence = `${later.field.title}早于${earlier.field.title}，请部门核实。`;
  return ({ values, findings }) => {
    const first = values[earlier.at];
    const second = values[later.at];
    if (typeof first !== 'string' || typeof second !== 'string' || !isBefore(second, first)) return;
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

/** Texts of one offset compare as they are; only mixed ones are worth parsing. */
function isBefore(one: string, other: string): boolean {
  if (one.endsWith('+08:00') && other.endsWith('+08:00')) return one < other;
  return Date.parse(one) < Date.parse(other);
}
