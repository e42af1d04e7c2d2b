import { cleanIdentifier, ownField, type KnownCodes } from '#base/contracts';

/** What a value is in JSON. Whether a text is a number, a date or a code is not guessed: the mapping reads it, and parks what it cannot read. */
export type ValueType = 'boolean' | 'integer' | 'decimal' | 'nested' | 'text';

/** A column as its rows show it. */
export interface ColumnShape {
  /** Null: it was always empty. */
  readonly type: ValueType | null;
  /** Longest text, rounded up to a power of two, so that one more letter is no news. */
  readonly length: number;
  readonly nullable: boolean;
  /** The codes in it that its mapping does not know; none where the mapping does not read it by codes. */
  readonly codes: readonly string[];
  /** Whether every row had it. */
  readonly always: boolean;
}

/** The columns of a stream by name. */
export type Shape = Readonly<Record<string, ColumnShape>>;

/** A column with so many unknown codes holds no codes: more of them are no news. */
export const mostCodes = 20;
/** Letters and digits only, and few: a column that slipped may hold names of people and numbers of documents, which must not be kept. */
const codeLike = /^[A-Za-z0-9_-]{1,8}$/;

/** What one row shows to whom these codes are known. */
export function shapeOf(row: Readonly<Record<string, unknown>>, known: KnownCodes): Shape {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, columnOf(value, known.get(name.toUpperCase()))]),
  );
}

/** Both together: the narrowest shape that has room for either. */
export function joinShapes(left: Shape, right: Shape): Shape {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [one, other] = [ownField(left, name), ownField(right, name)];
      if (one !== undefined && other !== undefined) return [name, joinColumns(one, other)];
      return [name, { ...(one ?? other ?? empty), always: false }];
    }),
  );
}

/** Both columns together. */
export function joinColumns(left: ColumnShape, right: ColumnShape): ColumnShape {
  return {
    type: joinTypes(left.type, right.type),
    length: Math.max(left.length, right.length),
    nullable: left.nullable || right.nullable,
    codes: joinCodes(left.codes, right.codes),
    always: left.always && right.always,
  };
}

/** The type that has room for both. */
export function joinTypes(left: ValueType | null, right: ValueType | null): ValueType | null {
  if (left === null || right === null || left === right) return left ?? right;
  const both = new Set([left, right]);
  return both.has('integer') && both.has('decimal') ? 'decimal' : 'text';
}

const empty: ColumnShape = { type: null, length: 0, nullable: true, codes: [], always: true };

function columnOf(value: unknown, known: ReadonlySet<string> | undefined): ColumnShape {
  if (value === null || value === undefined || value === '') return empty;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const code = cleanIdentifier(text);
  const isStrange = known !== undefined && !known.has(code) && codeLike.test(code);
  return {
    type: typeOf(value),
    length: 2 ** Math.ceil(Math.log2(Math.max(1, text.length))),
    nullable: false,
    codes: isStrange ? [code] : [],
    always: true,
  };
}

function typeOf(value: unknown): ValueType {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'object' ? 'nested' : 'text';
}

function joinCodes(left: readonly string[], right: readonly string[]): readonly string[] {
  if (right.length === 0) return left;
  return [...new Set([...left, ...right])].toSorted().slice(0, mostCodes);
}
