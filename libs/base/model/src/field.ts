import type { FieldDefinition, FieldType, PersonalClass } from '#base/contracts';

interface FieldTraits {
  readonly required?: true;
  readonly personal?: PersonalClass;
}

/** Defines one field; the column is the name in snake case. `standard` lists what it stands for, most specific first. */
export function field(
  name: string,
  title: string,
  type: FieldType,
  standard: string,
  traits: FieldTraits = {},
): FieldDefinition {
  const { required = false, ...personal } = traits;
  return { name, column: toSnakeCase(name), title, type, required, standard, ...personal };
}

/** Text of at most so many characters; null means unlimited. */
export const text = (length: number | null): FieldType => ({ type: 'text', length });
/** A number or code by which something is known: cleaned by the rule of identifiers. */
export const identifier = (length: number): FieldType => ({ type: 'text', length, identifier: true });
/** A canonical code of a set in `codeSets`. */
export const code = (set: string): FieldType => ({ type: 'code', set });

export const date: FieldType = { type: 'date' };
export const instant: FieldType = { type: 'instant' };
export const money: FieldType = { type: 'money' };
export const integer: FieldType = { type: 'integer' };
export const boolean: FieldType = { type: 'boolean' };
export const uscc: FieldType = { type: 'uscc' };
export const region: FieldType = { type: 'region' };
export const json: FieldType = { type: 'json' };

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
