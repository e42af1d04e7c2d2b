import { toCaseNumber, type RawRow } from '#base/contracts';
import { BodyWriter } from '../body-writer.js';
import type { ColumnKind } from './dialect.js';
import type { Zone } from './zone.js';

/** Where a row's identity stands among its columns; `cursor` is -1 for a stream without one. */
export interface RowLayout {
  readonly labels: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly caseNumber: number;
  readonly cursor: number;
  readonly key: readonly number[];
}

/** Turns rows as a driver gives them into raw rows; made once per stream, because it runs for every row. */
export type RowWriter = (row: readonly unknown[]) => RawRow;

const offsetAtEnd = /[+-]\d\d(:?\d\d){0,2}$/;
const plainInteger = /^-?\d+$/;

/** Compiles a layout. Times stay the texts the source printed, in its own zone; nothing passes through a floating-point number. */
export function compileRowWriter(layout: RowLayout, zone: Zone): RowWriter {
  const body = new BodyWriter(layout.labels);
  const { kinds, caseNumber, cursor, key } = layout;
  return (row) => {
    body.begin();
    for (let place = 0; place < kinds.length; place += 1)
      writeValue(kinds[place] ?? 'text', row[place], body);
    const identity = {
      caseNumber: plainText(row[caseNumber]),
      key: key.map((place) => plainText(row[place])),
      at: cursor === -1 ? null : cursorText(row[cursor]),
    };
    return identified(identity, zone, body.end());
  };
}

/** What tells a row from others, as texts: `at` is its cursor, null where it has none. */
interface Identity {
  readonly caseNumber: string;
  readonly key: readonly string[];
  readonly at: string | null;
}

/** The raw row of a body. */
export function identified({ caseNumber, key, at }: Identity, zone: Zone, body: Buffer): RawRow {
  return {
    caseNumber: toCaseNumber(caseNumber),
    key: JSON.stringify(key),
    cursor: { at, key },
    cursorAt: at === null ? null : zone.toInstant(at),
    body,
    operation: 'put',
  };
}

function writeValue(kind: ColumnKind, value: unknown, body: BodyWriter): void {
  if (value === null || value === undefined) body.nothing();
  else if (isLiteral(kind)) body.literal(jsonOf(kind, value));
  else body.text(plainText(value));
}

const literals = {
  integer: (value) => {
    const text = plainText(value);
    return plainInteger.test(text) ? text : JSON.stringify(text);
  },
  boolean: (value) => (value === true || value === 't' || value === 'true' ? 'true' : 'false'),
  zonedTime: (value) => JSON.stringify(plainText(value).replace(offsetAtEnd, '')),
  binary: (value) => {
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(plainText(value).replace(/^\\x/, ''), 'hex');
    return JSON.stringify(bytes.toString('base64'));
  },
} as const satisfies Partial<Record<ColumnKind, (value: unknown) => string>>;

/** The kinds whose values are not simply their texts. */
export type LiteralKind = keyof typeof literals;

/** Whether a column's values are more than their texts. */
export function isLiteral(kind: ColumnKind): kind is LiteralKind {
  return kind in literals;
}

/** Such a value as it stands in a body. */
export function jsonOf(kind: LiteralKind, value: unknown): string {
  return literals[kind](value);
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}

function cursorText(value: unknown): string | null {
  return value === null || value === undefined ? null : plainText(value);
}
