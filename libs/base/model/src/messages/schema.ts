/** A JSON Schema 2020-12 document or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of a message kind, with bodies that satisfy it. */
export interface MessageSchema {
  readonly schema: JsonSchema;
  readonly examples: readonly JsonSchema[];
}

interface ObjectOptions {
  readonly required: readonly string[];
  /** Bodies the hub receives are closed, so that a misspelt field is told; those it sends may grow within a version. */
  readonly open?: boolean;
  readonly rules?: readonly JsonSchema[];
}

/** A text of bounded length. */
export function text(title: string, maxLength: number, minLength = 1): JsonSchema {
  return { title, type: 'string', minLength, maxLength };
}

/** A text that may be known to be absent. */
export function textOrNull(title: string): JsonSchema {
  return { title, type: ['string', 'null'] };
}

/** A year far off is a mistake of the sender's, and not every database can hold it. */
const ourTimes = '^(19|20)[0-9]{2}-';

/** A calendar day, YYYY-MM-DD. */
export function day(title: string): JsonSchema {
  return { title, type: 'string', format: 'date', pattern: ourTimes };
}

/** An instant, ISO 8601 with offset. */
export function instant(title: string): JsonSchema {
  return { title, type: 'string', format: 'date-time', pattern: ourTimes };
}

/** An amount in yuan as decimal text, at most two decimals. */
export function yuan(title: string): JsonSchema {
  return { title, type: 'string', pattern: '^[0-9]{1,14}(\\.[0-9]{1,2})?$' };
}

/** The id of a message. */
export function uuid(title: string): JsonSchema {
  return { title, type: 'string', format: 'uuid' };
}

/** One of a few codes, each with its Chinese name. */
export function code(title: string, codes: Readonly<Record<string, string>>): JsonSchema {
  return {
    title,
    type: 'string',
    enum: Object.keys(codes),
    description: Object.entries(codes)
      .map(([value, name]) => `${value} ${name}`)
      .join('；'),
  };
}

/** A list without repeats. */
export function setOf(title: string, items: JsonSchema): JsonSchema {
  return { title, type: 'array', items, minItems: 1, uniqueItems: true };
}

/** An object of named fields. */
export function fields(
  title: string,
  properties: Readonly<Record<string, JsonSchema>>,
  options: ObjectOptions,
): JsonSchema {
  return {
    title,
    type: 'object',
    properties,
    required: [...options.required],
    ...(options.open === true ? {} : { additionalProperties: false }),
    ...(options.rules === undefined ? {} : { allOf: [...options.rules] }),
  };
}

/** If the field has the value (or, in a list, contains it), the others are required. */
export function requiredWhen(field: string, value: string, required: readonly string[]): JsonSchema {
  const holds = { anyOf: [{ const: value }, { type: 'array', contains: { const: value } }] };
  return {
    anyOf: [{ not: { properties: { [field]: holds }, required: [field] } }, { required: [...required] }],
  };
}

/** Makes a part a document of its own: dialect and identifier. */
export function document(kind: string, part: JsonSchema): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: schemaId(kind), ...part };
}

/** The identifier of a kind's schema, as it stands in `ce_dataschema`. */
export function schemaId(kind: string): string {
  return `urn:cn-gov-sd:feedback:${kind}:v1`;
}
