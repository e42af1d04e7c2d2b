import type { FieldDefinition, FieldType, KindDefinition } from '#base/contracts';
import { findCodeSet } from './code-sets.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema 2020-12 of a unified record as the hub gives it out: field names, Chinese titles, canonical codes. */
export function toJsonSchema(kind: KindDefinition): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind.title,
    type: 'object',
    properties: Object.fromEntries(kind.fields.map((field) => [field.name, fieldSchema(field)])),
    required: kind.fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  };
}

function fieldSchema(field: FieldDefinition): JsonSchema {
  const { type, ...rest } = valueSchema(field);
  return {
    title: field.title,
    description: field.standard,
    ...(type === undefined ? {} : { type: field.required ? type : [type, 'null'] }),
    ...rest,
    ...(field.personal === undefined ? {} : { 'x-personal': field.personal }),
  };
}

const plainSchemas: Readonly<Record<Exclude<FieldType['type'], 'text' | 'code'>, JsonSchema>> = {
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
  money: { type: 'string', pattern: String.raw`^-?\d+(\.\d{1,6})?$` },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  uscc: { type: 'string', minLength: 18, maxLength: 18 },
  idNumber: { type: 'string', minLength: 15, maxLength: 18 },
  region: { type: 'string', pattern: String.raw`^\d{6}$` },
  json: {},
};

function valueSchema({ type, required }: FieldDefinition): JsonSchema {
  if (type.type === 'text')
    return { type: 'string', ...(type.length === null ? {} : { maxLength: type.length }) };
  if (type.type === 'code') return { type: 'string', enum: codesOf(type.set, required) };
  return plainSchemas[type.type];
}

function codesOf(set: string, required: boolean): readonly (string | null)[] {
  const codes = findCodeSet(set)?.entries.map((entry) => entry.code) ?? [];
  return required ? codes : [...codes, null];
}
