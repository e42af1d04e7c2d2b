import type { FieldValue } from '#base/contracts';

const textOid = 25;
const headerBytes = 20;
const utf8BytesPerUnit = 3;
let scratch = Buffer.allocUnsafe(1 << 20);

/**
 * A column of values as one `text[]` in PostgreSQL's binary array format, for `unnest($n::text[])`; other types are cast in the statement.
 * Written straight into bytes: as a literal, every element would be copied, escaped and measured again on its way.
 */
export function textArray(values: readonly FieldValue[]): Buffer {
  return textColumn(values, (value) => value);
}

/** The same for one value of each row, without a list of the values in between. */
export function textColumn<Row>(rows: readonly Row[], pick: (row: Row) => FieldValue): Buffer {
  let at = headerBytes;
  let nulls = 0;
  for (const row of rows) {
    const value = pick(row);
    if (value === null) {
      reserve(at, 4);
      scratch.writeInt32BE(-1, at);
      nulls = 1;
      at += 4;
    } else {
      at = writeText(typeof value === 'string' ? value : String(value), at);
    }
  }
  scratch.writeInt32BE(rows.length === 0 ? 0 : 1, 0);
  scratch.writeInt32BE(nulls, 4);
  scratch.writeInt32BE(textOid, 8);
  scratch.writeInt32BE(rows.length, 12);
  scratch.writeInt32BE(1, 16);
  return Buffer.from(scratch.subarray(0, rows.length === 0 ? 12 : at));
}

function writeText(text: string, at: number): number {
  reserve(at, 4 + text.length * utf8BytesPerUnit);
  const bytes = scratch.write(text, at + 4);
  scratch.writeInt32BE(bytes, at);
  return at + 4 + bytes;
}

function reserve(at: number, bytes: number): void {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}
