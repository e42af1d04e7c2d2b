import { isUtf8 } from 'node:buffer';
import type { RawRow } from '#base/contracts';
import { BodyWriter } from '../body-writer.js';
import type { ColumnKind } from './dialect.js';
import { compileRowWriter, identified, isLiteral, jsonOf, type RowLayout } from './row-writer.js';
import type { Zone } from './zone.js';

/**
 * Turns a row as PostgreSQL sends it into a raw row: the body of its protocol's DataRow message behind the count of columns, each value's
 * text in UTF-8 behind its length in four bytes, -1 for null.
 */
export type WireWriter = (row: Buffer) => RawRow;

/** Longer rows go by way of texts: the room for a value is that of its worst case. */
const longestRow = 65_536;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;

/**
 * Compiles a layout. The row is the same as that of `compileRowWriter`, without a text for every value. One that is not UTF-8, as a database
 * that does not convert (SQL_ASCII) may send it, is refused in its own place instead of being read with letters replaced.
 */
export function compileWireWriter(layout: RowLayout, zone: Zone): WireWriter {
  const { kinds, labels, caseNumber, cursor, key } = layout;
  const writeTexts = compileRowWriter(layout, zone);
  const values = new Values(kinds.length);
  const body = new BodyWriter(labels);
  const bodyOf = (): Buffer => {
    body.begin();
    for (let place = 0; place < kinds.length; place += 1) {
      if (values.isNull(place)) body.nothing();
      else writeValue(kinds[place] ?? 'text', values, place, body);
    }
    return body.end();
  };
  return (row) => {
    values.of(row);
    const written = row.length > longestRow ? null : bodyOf();
    const broken = isUtf8(written ?? row) ? -1 : values.broken();
    if (broken !== -1) return refused(writeTexts(values.texts()), labels[broken] ?? '');
    if (written === null) return writeTexts(values.texts());
    const identity = {
      caseNumber: values.text(caseNumber) ?? '',
      key: key.map((place) => values.text(place) ?? ''),
      at: cursor === -1 ? null : values.text(cursor),
    };
    return identified(identity, zone, written);
  };
}

/** Where the values of the row at hand lie; one for all rows of a stream. */
class Values {
  bytes: Buffer = Buffer.alloc(0);
  readonly #from: Int32Array;
  readonly #to: Int32Array;

  constructor(columns: number) {
    this.#from = new Int32Array(columns);
    this.#to = new Int32Array(columns);
  }

  of(row: Buffer): void {
    this.bytes = row;
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
    return this.isNull(place) ? null : this.bytes.toString('utf8', this.from(place), this.to(place));
  }

  texts(): readonly (string | null)[] {
    return Array.from(this.#from, (_, place) => this.text(place));
  }

  /** The first column whose bytes are no UTF-8; -1 where there is none. */
  broken(): number {
    return this.#from.findIndex(
      (from, place) => !this.isNull(place) && !isUtf8(this.bytes.subarray(from, this.to(place))),
    );
  }
}

function writeValue(kind: ColumnKind, values: Values, place: number, body: BodyWriter): void {
  const { bytes } = values;
  const from = values.from(place);
  const to = values.to(place);
  if (kind === 'integer' && isInteger(bytes, from, to)) body.digits(bytes, from, to);
  else if (isLiteral(kind)) body.literal(jsonOf(kind, values.text(place)));
  else body.utf8(bytes, from, to);
}

function isInteger(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from] === minus ? from + 1 : from;
  for (let at = first; at < to; at += 1) {
    const digit = bytes[at] ?? 0;
    if (digit < zero || digit > nine) return false;
  }
  return first < to;
}

/** The row in its own place, parked with its reason where the operator sees it. */
function refused(row: RawRow, label: string): RawRow {
  const refusal = `列 ${label} 的内容不是 UTF-8 编码（库的编码若是 SQL_ASCII，存的多半是 GBK 字节），按此读出会丢字，请部门核对库的编码`;
  const values: unknown = JSON.parse(String(row.body));
  return { ...row, body: Buffer.from(JSON.stringify({ $refused: refusal, $values: values })) };
}
