import type { KindDefinition, KindName } from '#base/contracts';
import { acceptance } from './kinds/acceptance.js';
import { application } from './kinds/application.js';
import { creditPenalty } from './kinds/credit-penalty.js';
import { creditPermit } from './kinds/credit-permit.js';
import { enforcement } from './kinds/enforcement.js';
import { inspection } from './kinds/inspection.js';
import { licence } from './kinds/licence.js';
import { material } from './kinds/material.js';
import { otherSupervision } from './kinds/other-supervision.js';
import { penalty } from './kinds/penalty.js';
import { result } from './kinds/result.js';
import { specialProcedure } from './kinds/special-procedure.js';
import { step } from './kinds/step.js';

/** Kinds whose tables one migration file makes. */
export interface KindMigration {
  readonly file: string;
  readonly kinds: readonly KindDefinition[];
}

/** The kinds by name; tables, upserts, mappings and the dictionary are made from these and nothing else. */
export const kinds: Readonly<Record<KindName, KindDefinition>> = {
  application,
  acceptance,
  step,
  specialProcedure,
  result,
  material,
  licence,
  creditPermit,
  creditPenalty,
  inspection,
  penalty,
  enforcement,
  otherSupervision,
};

/** The definition of a kind. */
export function kindDefinition(kind: KindName): KindDefinition {
  return kinds[kind];
}

/** The kinds by the migration that made their tables; a migration once applied never changes, so new kinds join at the end. */
export const kindMigrations: readonly KindMigration[] = [
  { file: '0002_unified_kinds.sql', kinds: [application, acceptance, step, specialProcedure, result] },
  {
    file: '0007_supervision_kinds.sql',
    kinds: [
      material,
      licence,
      creditPermit,
      creditPenalty,
      inspection,
      penalty,
      enforcement,
      otherSupervision,
    ],
  },
];

/** Every kind: those of a case in the order of its life, then licences, credit publicity and supervision. */
export const kindList: readonly KindDefinition[] = kindMigrations.flatMap((migration) => migration.kinds);

/** Where a field stands in `MappedRecord.values`; -1 when the kind has no such field. */
export function fieldIndex(kind: KindName, name: string): number {
  return kinds[kind].fields.findIndex((field) => field.name === name);
}
