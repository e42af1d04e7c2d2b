import { isUtf8 } from 'node:buffer';
import type { RawRow } from '#base/contracts';
import { BodyWriter } from '../body-writer.js';
import { rowOrRefused } from '../unwritten-row.js';
import type { ColumnKind } from './dialect.js';
import { doubtsIn, refusedRow, type Doubt } from './refused-row.js';
import { compileRowWriter, identified, isLiteral, jsonOf, sentBytes, type RowLayout } from './row-writer.js';
import { WireValues, type WireRow } from './wire-values.js';
import type { Zone } from './zone.js';

/** Turns a row as its server sends it into a raw row. */
export type WireWriter = (row: WireRow) => RawRow;

/** Longer rows go by way of texts: the room for a value is that of its worst case. */
const longestRow = 65_536;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;

/**
 * Compiles a layout. The row is the same as that of `compileRowWriter`, without a text for every value. One whose letters cannot be trusted
 * is refused in its own place instead of being read with letters replaced.
 */
export function compileWireWriter(layout: RowLayout, zone: Zone): WireWriter {
  const { kinds, labels, caseNumber, cursor, key, texts } = layout;
  const writeCells = compileRowWriter(layout, zone);
  const values = new WireValues(kinds);
  const body = new BodyWriter(labels);
  const sent = (place: number): Buffer | null => values.sent(place);
  const broken = (): string | null => {
    const place = kinds.findIndex((kind, at) => {
      const bytes = kind === 'binary' || texts.isRuled(at) ? null : values.sent(at);
      return bytes !== null && !isUtf8(bytes);
    });
    return place === -1 ? null : (labels[place] ?? '');
  };
  const bodyOf = (replaced: ReadonlyMap<number, string>): Buffer => {
    body.begin();
    for (let place = 0; place < kinds.length; place += 1) {
      const text = replaced.get(place);
      if (text !== undefined) body.text(text);
      else if (values.isNull(place)) body.nothing();
      else writeValue(kinds[place] ?? 'text', values, place, body, zone);
    }
    return body.end();
  };
  /** By way of texts; that way says what it doubts by itself, except for bytes that are no text at all. */
  const slowly = (): RawRow => {
    const label = broken();
    const row = writeCells(values.cells());
    return label === null ? row : refusedRow(row, [{ label, declared: 'UTF-8', likely: null }]);
  };
  const writeRow: WireWriter = (row) => {
    values.of(row);
    if (values.length > longestRow) return slowly();
    const read = texts.read(sent);
    if (read.doubts !== null) return slowly();
    const written = bodyOf(read.texts);
    if (!isUtf8(written) || doubtsIn(written, texts, sent) !== null) return slowly();
    const identity = {
      caseNumber: read.texts.get(caseNumber) ?? values.text(caseNumber) ?? '',
      key: key.map((place) => values.keyText(place)),
      at: cursor === -1 ? null : values.text(cursor),
    };
    return identified(identity, zone, written);
  };
  // The way by texts refuses a row by its key where it cannot be written either.
  return (row) =>
    rowOrRefused(
      () => writeRow(row),
      () => writeCells(values.cells()),
    );
}

/** What of a row's letters is doubted, whether its session hands over bytes or a driver's values. */
export function compileDoubts({
  kinds,
  texts,
}: RowLayout): (row: WireRow | readonly unknown[]) => readonly Doubt[] {
  const values = new WireValues(kinds);
  const sent = (place: number): Buffer | null => values.sent(place);
  return (row) => {
    values.of(Buffer.isBuffer(row) ? row : row.map((value, at) => sentBytes(value, kinds[at] ?? 'text')));
    return [...(texts.read(sent).doubts ?? []), ...texts.doubled(sent)];
  };
}

function writeValue(kind: ColumnKind, values: WireValues, place: number, body: BodyWriter, zone: Zone): void {
  const bytes = values.bytesAt(place);
  const from = values.from(place);
  const to = values.to(place);
  if (kind === 'integer' && isInteger(bytes, from, to)) body.digits(bytes, from, to);
  else if (isLiteral(kind)) body.literal(jsonOf(kind, values.cell(place), zone));
  else body.utf8(bytes, from, to);
}

/** A whole number as JSON has it: without zeros before it. */
function isInteger(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from] === minus ? from + 1 : from;
  if (bytes[first] === zero && to - first > 1) return false;
  for (let at = first; at < to; at += 1) {
    const digit = bytes[at] ?? 0;
    if (digit < zero || digit > nine) return false;
  }
  return first < to;
}
