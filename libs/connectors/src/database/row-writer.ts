import { toCaseNumber, type RawRow } from '#base/contracts';
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
  // One list for all rows, joined once a row: growing a text piece by piece leaves the collector twice as much to clear away.
  const pieces = layout.labels.flatMap((label, place) => [
    `${place === 0 ? '{' : ','}${JSON.stringify(label)}:`,
    'null',
  ]);
  pieces.push('}');
  const { kinds, caseNumber, cursor, key } = layout;
  return (row) => {
    for (let place = 0; place < kinds.length; place += 1) {
      pieces[2 * place + 1] = jsonOf(kinds[place] ?? 'text', row[place]);
    }
    const keyTexts = key.map((place) => plainText(row[place]));
    const at = cursor === -1 ? null : cursorText(row[cursor]);
    return {
      caseNumber: toCaseNumber(plainText(row[caseNumber])),
      key: JSON.stringify(keyTexts),
      cursor: { at, key: keyTexts },
      cursorAt: at === null ? null : zone.toInstant(at),
      body: Buffer.from(pieces.join('')),
      operation: 'put',
    };
  };
}

type ValueWriter = (value: unknown) => string;

const quoted: ValueWriter = (value) => JSON.stringify(plainText(value));

const valueWriters: Readonly<Record<ColumnKind, ValueWriter>> = {
  text: quoted,
  narrowText: quoted,
  decimal: quoted,
  date: quoted,
  coarseTime: quoted,
  localTime: quoted,
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
};

/** One value as it stands in a body. */
export function jsonOf(kind: ColumnKind, value: unknown): string {
  return value === null || value === undefined ? 'null' : valueWriters[kind](value);
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
