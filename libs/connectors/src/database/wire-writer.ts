import { isUtf8 } from 'node:buffer';
import { toCaseNumber, type RawRow } from '#base/contracts';
import type { ColumnKind } from './dialect.js';
import { compileRowWriter, jsonOf, type RowLayout } from './row-writer.js';
import type { Zone } from './zone.js';

/**
 * Turns a row as PostgreSQL sends it into a raw row: the body of its protocol's DataRow message behind the count of columns, each value's
 * text in UTF-8 behind its length in four bytes, -1 for null.
 */
export type WireWriter = (row: Buffer) => RawRow;

/** Bodies are written one behind the other into pieces of this size. */
const pieceBytes = 1_048_576;
/** Longer rows go by way of texts: the room for a row is that of its worst case. */
const longestRow = 65_536;
/** A byte becomes six at most: a control character. */
const widest = 6;
const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const closing = 0x7d;
const nothing = Buffer.from('null');

/**
 * Compiles a layout. The body is the same to the byte as that of `compileRowWriter`, without a text for every value. A row that is not UTF-8,
 * as a database that does not convert (SQL_ASCII) may send it, is refused in its own place instead of being read with letters replaced.
 */
export function compileWireWriter(layout: RowLayout, zone: Zone): WireWriter {
  const { kinds, labels, caseNumber, cursor, key } = layout;
  const writeTexts = compileRowWriter(layout, zone);
  const names = labels.map((label, place) =>
    Buffer.from(`${place === 0 ? '{' : ','}${JSON.stringify(label)}:`),
  );
  const around = names.reduce((sum, name) => sum + name.length + nothing.length, 1);
  const values = new Values(kinds.length);
  const arena = new Arena();
  const writeBody = (row: Buffer): Buffer => {
    const out = arena.room(around + widest * row.length);
    let at = arena.at;
    for (let place = 0; place < kinds.length; place += 1) {
      const name = names[place] ?? nothing;
      at = copy(name, 0, name.length, out, at);
      at = values.isNull(place)
        ? copy(nothing, 0, nothing.length, out, at)
        : writeValue(kinds[place] ?? 'text', values, place, out, at);
    }
    out[at++] = closing;
    return arena.take(at);
  };
  return (row) => {
    values.of(row);
    if (row.length > longestRow) return writeTexts(values.texts());
    const body = writeBody(row);
    if (!isUtf8(body)) return refused(writeTexts(values.texts()), labels[values.broken()] ?? '');
    const keyTexts = key.map((place) => values.text(place) ?? '');
    const at = cursor === -1 ? null : values.text(cursor);
    return {
      caseNumber: toCaseNumber(values.text(caseNumber) ?? ''),
      key: JSON.stringify(keyTexts),
      cursor: { at, key: keyTexts },
      cursorAt: at === null ? null : zone.toInstant(at),
      body,
      operation: 'put',
    };
  };
}

/** Where the values of the row at hand lie; one for all rows of a stream. */
class Values {
  #row: Buffer = nothing;
  readonly #from: Int32Array;
  readonly #to: Int32Array;

  constructor(columns: number) {
    this.#from = new Int32Array(columns);
    this.#to = new Int32Array(columns);
  }

  get bytes(): Buffer {
    return this.#row;
  }

  of(row: Buffer): void {
    this.#row = row;
    let at = 0;
    for (let place = 0; place < this.#from.length; place += 1) {
      const length = row.readInt32BE(at);
      at += 4;
      this.#from[place] = at;
      this.#to[place] = at + length;
      if (length > 0) at += length;
    }
  }

  from(place: number): number {
    return this.#from[place] ?? 0;
  }

  to(place: number): number {
    return this.#to[place] ?? 0;
  }

  isNull(place: number): boolean {
    return this.to(place) < this.from(place);
  }

  text(place: number): string | null {
    return this.isNull(place) ? null : this.#row.toString('utf8', this.from(place), this.to(place));
  }

  texts(): readonly (string | null)[] {
    return Array.from(this.#from, (_, place) => this.text(place));
  }

  /** The first column whose bytes are no UTF-8. */
  broken(): number {
    return this.#from.findIndex(
      (from, place) => !this.isNull(place) && !isUtf8(this.#row.subarray(from, this.to(place))),
    );
  }
}

/** Room to write in. A piece lives as long as one of its bodies. */
class Arena {
  #piece = Buffer.alloc(0);
  #at = 0;

  get at(): number {
    return this.#at;
  }

  room(bytes: number): Buffer {
    if (this.#piece.length - this.#at < bytes) {
      this.#piece = Buffer.allocUnsafeSlow(Math.max(pieceBytes, bytes));
      this.#at = 0;
    }
    return this.#piece;
  }

  take(until: number): Buffer {
    const taken = this.#piece.subarray(this.#at, until);
    this.#at = until;
    return taken;
  }
}

function writeValue(kind: ColumnKind, values: Values, place: number, out: Buffer, at: number): number {
  const { bytes } = values;
  const from = values.from(place);
  const to = values.to(place);
  if (kind === 'boolean' || kind === 'zonedTime' || kind === 'binary') {
    return at + out.write(jsonOf(kind, values.text(place)), at);
  }
  return kind === 'integer' && isInteger(bytes, from, to)
    ? copy(bytes, from, to, out, at)
    : writeQuoted(bytes, from, to, out, at);
}

function isInteger(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from] === minus ? from + 1 : from;
  for (let at = first; at < to; at += 1) {
    const digit = bytes[at] ?? 0;
    if (digit < zero || digit > nine) return false;
  }
  return first < to;
}

/** As `JSON.stringify` writes a text. */
function writeQuoted(bytes: Buffer, from: number, to: number, out: Buffer, start: number): number {
  let at = start;
  out[at++] = quote;
  for (let place = from; place < to; place += 1) {
    const byte = bytes[place] ?? 0;
    if (byte < space || byte === quote || byte === backslash) {
      at += out.write(JSON.stringify(String.fromCharCode(byte)).slice(1, -1), at);
    } else out[at++] = byte;
  }
  out[at++] = quote;
  return at;
}

/** Byte by byte: the values are short, and a call into the runtime costs more than fifty bytes. */
function copy(bytes: Buffer, from: number, to: number, out: Buffer, start: number): number {
  let at = start;
  for (let place = from; place < to; place += 1) out[at++] = bytes[place] ?? 0;
  return at;
}

/** The row in its own place, parked with its reason where the operator sees it. */
function refused(row: RawRow, label: string): RawRow {
  const refusal = `列 ${label} 的内容不是 UTF-8 编码（库的编码若是 SQL_ASCII，存的多半是 GBK 字节），按此读出会丢字，请部门核对库的编码`;
  const values: unknown = JSON.parse(String(row.body));
  return { ...row, body: Buffer.from(JSON.stringify({ $refused: refusal, $values: values })) };
}
