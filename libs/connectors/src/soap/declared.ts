import type { DeclaredColumn, DeclaredForm } from '#base/contracts';
import { answerOf, membersOf, type Definitions, type Member } from './schema.js';
import type { SoapStreamSettings } from './settings.js';
import type { XmlNode } from './xml.js';

interface BuiltIn {
  readonly form: DeclaredForm;
  readonly length: number | null;
}

/** Built-in types whose values are no texts; whole numbers with their most digits. */
const builtIns: ReadonlyMap<string, BuiltIn> = new Map(
  (
    [
      ['boolean', 'boolean', null],
      ['date', 'date', null],
      ['dateTime', 'time', null],
      ['byte', 'integer', 3],
      ['unsignedByte', 'integer', 3],
      ['short', 'integer', 5],
      ['unsignedShort', 'integer', 5],
      ['int', 'integer', 10],
      ['unsignedInt', 'integer', 10],
      ['long', 'integer', 19],
      ['unsignedLong', 'integer', 20],
      ['integer', 'integer', null],
      ['positiveInteger', 'integer', null],
      ['nonNegativeInteger', 'integer', null],
      ['negativeInteger', 'integer', null],
      ['nonPositiveInteger', 'integer', null],
      ['decimal', 'decimal', null],
      ['float', 'decimal', null],
      ['double', 'decimal', null],
      ['base64Binary', 'binary', null],
      ['hexBinary', 'binary', null],
    ] as const
  ).map(([name, form, length]) => [name, { form, length }]),
);

const text: BuiltIn = { form: 'text', length: null };
const deepest = 20;

/** A simple type as the built-in it comes from, with the bounds set on the way; the nearest bound counts. */
interface Simple {
  readonly word: string;
  readonly bounds: ReadonlyMap<string, number>;
}

/** The members of a stream's record as the schema declares them; null where the payload is a text of its own, or the schema leaves the record open. */
export function declaredColumns(
  definitions: Definitions,
  { operation, payload, records }: SoapStreamSettings,
): readonly DeclaredColumn[] | null {
  if (payload.encoding !== 'elements') return null;
  const answer = answerOf(definitions, operation);
  const record = typeAt(definitions, answer, [...stepsOf(payload.path), ...stepsOf(records)]);
  const members = record === null ? null : membersOf(definitions, record);
  return members?.map((member) => columnOf(definitions, member)) ?? null;
}

/** Whether the schema says that the answer may be without the element at the end of a path, counted from the payload. */
export function mayMissAt(
  definitions: Definitions,
  { operation, payload }: SoapStreamSettings,
  path: readonly string[],
): boolean {
  const answer = answerOf(definitions, operation);
  const around = typeAt(definitions, answer, [...stepsOf(payload.path), ...path.slice(0, -1)]);
  return memberNamed(definitions, around, path.at(-1) ?? '')?.mayMiss === true;
}

function stepsOf(path: string | undefined): readonly string[] {
  return path?.split('.') ?? [];
}

function typeAt(
  definitions: Definitions,
  from: XmlNode | string | null,
  path: readonly string[],
): XmlNode | string | null {
  return path.reduce((type, name) => memberNamed(definitions, type, name)?.type ?? null, from);
}

function memberNamed(definitions: Definitions, type: XmlNode | string | null, wanted: string): Member | null {
  const members = type === null ? null : membersOf(definitions, type);
  return members?.find(({ name }) => name === wanted) ?? null;
}

function columnOf(definitions: Definitions, { name, type, optional }: Member): DeclaredColumn {
  const { word, bounds } = simpleOf(definitions, type, 0);
  const { form, length: digits } = builtIns.get(word) ?? text;
  const most = mostOf(form, bounds);
  const scale = form === 'decimal' ? (bounds.get('fractionDigits') ?? null) : null;
  const shown = [most, scale].filter((bound) => bound !== null);
  return {
    name,
    type: shown.length === 0 ? word : `${word}(${shown.join(',')})`,
    form,
    length: most ?? digits,
    scale: form === 'integer' ? 0 : scale,
    nullable: optional,
  };
}

/** Most characters of a text, most digits of a number, where a schema sets them. */
function mostOf(form: DeclaredForm, bounds: Simple['bounds']): number | null {
  if (form === 'text') return bounds.get('maxLength') ?? bounds.get('length') ?? null;
  return form === 'integer' || form === 'decimal' ? (bounds.get('totalDigits') ?? null) : null;
}

function simpleOf(definitions: Definitions, type: XmlNode | string, depth: number): Simple {
  if (typeof type === 'string') return { word: type, bounds: new Map() };
  const restriction = type.children.find(({ name }) => name === 'restriction');
  // Elements within an element, lists and unions reach the raw record as what they are, and are of no one type.
  if (restriction === undefined || depth > deepest) return { word: type.name, bounds: new Map() };
  const base = (restriction.attributes.get('base') ?? 'string').replace(/^[^:]*:/, '');
  const below = simpleOf(definitions, definitions.types.get(base) ?? base, depth + 1);
  const own = restriction.children.flatMap(({ name, attributes }): readonly (readonly [string, number])[] => {
    const value = attributes.get('value') ?? '';
    return /^\d{1,9}$/.test(value) ? [[name, Number(value)]] : [];
  });
  return { word: below.word, bounds: new Map([...below.bounds, ...own]) };
}
