import { bytesOf } from './printed-bytes.js';

/**
 * A row as its server sent it: PostgreSQL's DataRow message behind the count of columns (each value's text in UTF-8 behind its length in four
 * bytes, -1 for null), or MySQL's values one by one.
 */
export type WireRow = Buffer | readonly (Buffer | null)[];

const none = Buffer.alloc(0);

/** Where the values of the row at hand lie; one for all rows of a stream. */
export class WireValues {
  /** Bytes of all values, and of what stands between them. */
  length = 0;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  #whole: Buffer = none;
  #cells: readonly (Buffer | null)[] | null = null;

  constructor(private readonly kinds: readonly string[]) {
    this.#from = new Int32Array(kinds.length);
    this.#to = new Int32Array(kinds.length);
  }

  of(row: WireRow): void {
    if (Buffer.isBuffer(row)) this.#ofMessage(row);
    else this.#ofCells(row);
  }

  bytesAt(place: number): Buffer {
    return this.#cells === null ? this.#whole : (this.#cells[place] ?? none);
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

  /** The value's own bytes; null where there is none. A message prints those of a binary column in hexadecimal digits. */
  sent(place: number): Buffer | null {
    if (this.isNull(place)) return null;
    if (this.#cells !== null) return this.#cells[place] ?? none;
    const bytes = this.#whole.subarray(this.from(place), this.to(place));
    return this.kinds[place] === 'binary' ? bytesOf(bytes.toString('latin1')) : bytes;
  }

  text(place: number): string | null {
    return this.isNull(place) ? null : this.bytesAt(place).toString('utf8', this.from(place), this.to(place));
  }

  /** As a key is shown and compared: bytes that come as they are in hexadecimal digits. */
  keyText(place: number): string {
    if (this.kinds[place] === 'binary' && this.#cells !== null)
      return this.#cells[place]?.toString('hex') ?? '';
    return this.text(place) ?? '';
  }

  /** The value as a driver would give it. */
  cell(place: number): string | Buffer | null {
    return this.#cells === null ? this.text(place) : (this.#cells[place] ?? null);
  }

  cells(): readonly (Buffer | null)[] {
    return this.#cells ?? Array.from(this.#from, (_, place) => this.sent(place));
  }

  #ofMessage(row: Buffer): void {
    this.#whole = row;
    this.#cells = null;
    this.length = row.length;
    let at = 0;
    for (let place = 0; place < this.#from.length; place += 1) {
      const length = row.readInt32BE(at);
      at += 4;
      this.#from[place] = at;
      this.#to[place] = at + length;
      if (length > 0) at += length;
    }
  }

  #ofCells(row: readonly (Buffer | null)[]): void {
    this.#cells = row;
    this.length = 0;
    for (let place = 0; place < this.#from.length; place += 1) {
      const cell = row[place] ?? null;
      this.#from[place] = 0;
      this.#to[place] = cell === null ? -1 : cell.length;
      this.length += cell?.length ?? 0;
    }
  }
}
