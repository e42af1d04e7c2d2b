import { toCaseNumber, type RawRow } from '#base/contracts';
import { BodyWriter } from '../body-writer.js';
import { rowOrRefused } from '../unwritten-row.js';
import type { ColumnKind } from './dialect.js';
import { printDouble, printSingle } from './floating.js';
import { bytesOf } from './printed-bytes.js';
import { doubtsIn, refusedRow, type ReadTexts } from './refused-row.js';
import type { Zone } from './zone.js';

/** Where a row's identity stands among its columns; `cursor` is -1 for a stream without one. */
export interface RowLayout {
  readonly labels: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly caseNumber: number;
  readonly cursor: number;
  readonly key: readonly number[];
  /** How each column's letters are read. */
  readonly texts: ReadTexts;
}

/** Turns rows as a driver gives them into raw rows; made once per stream, because it runs for every row. */
export type RowWriter = (row: readonly unknown[]) => RawRow;

const plainInteger = /^-?(0|[1-9]\d*)$/;

/** Compiles a layout. Times stay the texts the source printed, in its own zone; nothing passes through a floating-point number. */
export function compileRowWriter(layout: RowLayout, zone: Zone): RowWriter {
  const body = new BodyWriter(layout.labels);
  const { kinds, caseNumber, cursor, key, texts } = layout;
  const kindAt = (place: number): ColumnKind => kinds[place] ?? 'text';
  const plain = (row: readonly unknown[], place: number): string => plainText(row[place], kindAt(place));
  const identityOf = (row: readonly unknown[], text: string | undefined): Identity => ({
    caseNumber: text ?? plain(row, caseNumber),
    key: key.map((place) => plain(row, place)),
    at: cursor === -1 || isNothing(row[cursor]) ? null : plain(row, cursor),
  });
  const writeRow: RowWriter = (row) => {
    body.begin();
    const sent = (place: number): Buffer | null => sentBytes(row[place], kindAt(place));
    const read = texts.read(sent);
    for (let place = 0; place < kinds.length; place += 1) {
      const text = read.texts.get(place);
      if (text === undefined) writeValue(kindAt(place), row[place], body, zone);
      else body.text(text);
    }
    const identity = identityOf(row, read.texts.get(caseNumber));
    const written = identified(identity, zone, body.end());
    const doubts = read.doubts ?? doubtsIn(written.body, texts, sent);
    return doubts === null ? written : refusedRow(written, doubts);
  };
  return (row) =>
    rowOrRefused(
      () => writeRow(row),
      (sentence) => unwritten(identityOf(row, undefined), sentence),
    );
}

/** A row in its own place that could not be written: its key, and the reason. */
function unwritten({ caseNumber, key, at }: Identity, sentence: string): RawRow {
  const body = Buffer.from(JSON.stringify({ $refused: sentence, $key: key }));
  return {
    caseNumber: toCaseNumber(caseNumber),
    key: JSON.stringify(key),
    cursor: { at, key },
    cursorAt: null,
    body,
    operation: 'put',
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

function writeValue(kind: ColumnKind, value: unknown, body: BodyWriter, zone: Zone): void {
  if (isNothing(value)) body.nothing();
  else if (isLiteral(kind)) body.literal(jsonOf(kind, value, zone));
  else body.text(plainText(value, kind));
}

const literals = {
  integer: (value) => {
    const text = plainText(value);
    return plainInteger.test(text) ? text : JSON.stringify(text);
  },
  boolean: (value) => (['t', 'true'].includes(plainText(value)) ? 'true' : 'false'),
  zonedTime: (value, zone) => JSON.stringify(zone.localText(plainText(value))),
  single: (value) => JSON.stringify(printSingle(plainText(value))),
  double: (value) => JSON.stringify(printDouble(plainText(value))),
  money: (value) => JSON.stringify(printMoney(plainText(value))),
  binary: (value) => {
    const bytes = Buffer.isBuffer(value) ? value : bytesOf(plainText(value));
    return JSON.stringify(bytes.toString('base64'));
  },
} as const satisfies Partial<Record<ColumnKind, (value: unknown, zone: Zone) => string>>;

/** The kinds whose values are not simply their texts. */
export type LiteralKind = keyof typeof literals;

/** Whether a column's values are more than their texts. */
export function isLiteral(kind: ColumnKind): kind is LiteralKind {
  return kind in literals;
}

/** Such a value as it stands in a body. */
export function jsonOf(kind: LiteralKind, value: unknown, zone: Zone): string {
  return literals[kind](value, zone);
}

/** PostgreSQL prints money by its locale: `-$1,234.50`, `1.234,50 €`, `￥1,234`. Three digits behind a mark are thousands. */
function printMoney(text: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [, whole = '', fraction = ''] = /^(.*?)(?:[.,](\d{1,2}))?\D*$/.exec(text) ?? [];
  const digits = whole.replaceAll(/\D/g, '');
  const sign = /[-(−]/.test(text) && /[1-9]/.test(digits + fraction) ? '-' : '';
  return `${sign}${digits}${fraction === '' ? '' : `.${fraction}`}`;
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** A value's bytes as its server sent them. */
export function sentBytes(value: unknown, kind: ColumnKind): Buffer | null {
  if (isNothing(value)) return null;
  if (Buffer.isBuffer(value)) return value;
  const text = plainText(value);
  return kind === 'binary' ? bytesOf(text) : Buffer.from(text);
}

/** A value as it is shown and compared: bytes of a binary column in hexadecimal digits. */
function plainText(value: unknown, kind: ColumnKind = 'text'): string {
  if (typeof value === 'string') return value;
  if (isNothing(value)) return '';
  if (Buffer.isBuffer(value)) return value.toString(kind === 'binary' ? 'hex' : 'utf8');
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}
