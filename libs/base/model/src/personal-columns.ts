import type { PersonalClass } from '#base/contracts';
import { kindList } from './kinds.js';

/** Columns of departments' own record forms that no field's `standard` names: the ten-message form and Jining's interface. */
const foreignColumns: Readonly<Record<string, PersonalClass>> = {
  SQRMC: 'name',
  SQRZJHM: 'idNumber',
  LXRXM: 'name',
  LXRZJHM: 'idNumber',
  LXRSJ: 'phone',
  BLRXM: 'name',
  SPRXM: 'name',
  TBCXPZR: 'name',
  BZGZFSRXM: 'name',
  LQRXM: 'name',
  LQRSFZJHM: 'idNumber',
  CF_FDDB: 'name',
  OPERATEUSER: 'name',
};

/** Department columns with personal data: `EA_JC_STEP_DONE.PAYPERIDCARD` in a field's `standard` → its class. Names in upper case. */
export const personalColumns: ReadonlyMap<string, PersonalClass> = new Map([
  ...Object.entries(foreignColumns),
  ...kindList.flatMap(({ fields }) =>
    fields.flatMap(({ standard, personal }) =>
      personal === undefined ? [] : standardColumns(standard).map((column) => [column, personal] as const),
    ),
  ),
]);

/** Every department column the model knows; those without a class hold no personal data of their own, but may quote some. */
export const knownColumns: ReadonlySet<string> = new Set([
  ...personalColumns.keys(),
  ...kindList.flatMap(({ fields }) => fields.flatMap(({ standard }) => standardColumns(standard))),
]);

/** The department columns that a field's `standard` names. */
export function standardColumns(standard: string): readonly string[] {
  return [...standard.matchAll(/\.([A-Z][A-Z0-9_]+)/g)].flatMap(([, column]) => column ?? []);
}
