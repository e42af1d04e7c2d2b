/** What a value looks like, whatever its column says it is. */
export type ValueType = 'boolean' | 'integer' | 'decimal' | 'date' | 'time' | 'nested' | 'text';

/** A column as its rows show it. */
export interface ColumnShape {
  /** Null: it was always empty. */
  readonly type: ValueType | null;
  /** Longest text, rounded up to a power of two, so that one more letter is no news. */
  readonly length: number;
  readonly nullable: boolean;
  /** The few short values it ever had; null where they are too many, or too much like words, to be codes. */
  readonly codes: readonly string[] | null;
  /** Whether every row had it. */
  readonly always: boolean;
}

/** The columns of a stream by name. */
export type Shape = Readonly<Record<string, ColumnShape>>;

const mostCodes = 20;
/** Letters and digits only, and few: names of people and numbers of documents must not be kept as codes. */
const codeLike = /^[A-Za-z0-9_-]{1,8}$/;

/** What one row shows. */
export function shapeOf(row: Readonly<Record<string, unknown>>): Shape {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, columnOf(value)]));
}

/** Both together: the narrowest shape that has room for either. */
export function joinShapes(left: Shape, right: Shape): Shape {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [one, other] = [left[name], right[name]];
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
  if (both.has('integer') && both.has('decimal')) return 'decimal';
  return both.has('date') && both.has('time') ? 'time' : 'text';
}

const empty: ColumnShape = { type: null, length: 0, nullable: true, codes: [], always: true };

function columnOf(value: unknown): ColumnShape {
  if (value === null || value === undefined || value === '') return empty;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    type: typeOf(value, text),
    length: 2 ** Math.ceil(Math.log2(Math.max(1, text.length))),
    nullable: false,
    codes: codeLike.test(text) ? [text] : null,
    always: true,
  };
}

function typeOf(value: unknown, text: string): ValueType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'object') return 'nested';
  if (/^-?(0|[1-9]\d{0,17})$/.test(text)) return 'integer';
  if (/^-?\d{1,18}\.\d+$/.test(text)) return 'decimal';
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return 'date';
  return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/.test(text) ? 'time' : 'text';
}

function joinCodes(
  left: readonly string[] | null,
  right: readonly string[] | null,
): readonly string[] | null {
  if (left === null || right === null) return null;
  const codes = [...new Set([...left, ...right])].toSorted();
  return codes.length > mostCodes ? null : codes;
}
