import type { KindDefinition, KindName } from '#base/contracts';
import { acceptance } from './kinds/acceptance.js';
import { application } from './kinds/application.js';
import { result } from './kinds/result.js';
import { specialProcedure } from './kinds/special-procedure.js';
import { step } from './kinds/step.js';

/** The kinds by name; tables, upserts, mappings and the dictionary are made from these and nothing else. */
export const kinds: Readonly<Record<KindName, KindDefinition>> = {
  application,
  acceptance,
  step,
  specialProcedure,
  result,
};

/** The definition of a kind. */
export function kindDefinition(kind: KindName): KindDefinition {
  return kinds[kind];
}

/** The kinds in the order of a case's life. */
export const kindList: readonly KindDefinition[] = [application, acceptance, step, specialProcedure, result];

/** Where a field stands in `MappedRecord.values`; -1 when the kind has no such field. */
export function fieldIndex(kind: KindName, name: string): number {
  return kinds[kind].fields.findIndex((field) => field.name === name);
}
