/** Bodies are written one behind the other into pieces of this size; a piece lives as long as one of its bodies. */
const pieceBytes = 1_048_576;
/** Longer values are encoded by the runtime: the room for a value is that of its worst case. */
const longValue = 10_000;
/** Bytes a letter or a byte becomes at most: that of a control character. */
const widest = 6;
const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const nothing = Buffer.from('null');
const ending = Buffer.from('}');
const noFields = Buffer.from('{}');

/**
 * Writes raw rows' bodies: one JSON object in UTF-8, to the byte as `JSON.stringify` would write it, without a text for the whole or a
 * buffer for every row. Fields are written in the order of the labels; one writer serves all rows with the same.
 */
export class BodyWriter {
  readonly #names: readonly Buffer[];
  #piece: Buffer = nothing;
  #start = nothing.length;
  #at = nothing.length;
  #fields = 0;

  constructor(labels: readonly string[]) {
    this.#names = labels.map((label, place) =>
      Buffer.from(`${place === 0 ? '{' : ','}${JSON.stringify(label)}:`),
    );
  }

  /** A new row, whatever became of the last. */
  begin(): void {
    this.#at = this.#start;
    this.#fields = 0;
  }

  /** The next field has no value. */
  nothing(): void {
    this.#name();
    this.#copy(nothing, 0, nothing.length);
  }

  /** The next field's value as it stands in JSON. */
  literal(json: string): void {
    this.#name();
    this.#encoded(json);
  }

  /** The next field's value is a text. */
  text(text: string): void {
    this.#name();
    // For a text of megabytes, the room of its worst case would be six times as much.
    if (text.length > longValue) return this.#encoded(JSON.stringify(text));
    this.#room(2 + widest * text.length);
    const end = quoted(text, this.#piece, this.#at);
    if (end === null) this.#encoded(JSON.stringify(text));
    else this.#at = end;
  }

  /** The next field's value is a text whose letters lie in UTF-8 between two places. */
  utf8(bytes: Buffer, from: number, to: number): void {
    this.#name();
    this.#room(2 + widest * (to - from));
    this.#at = quotedBytes(bytes, from, to, this.#piece, this.#at);
  }

  /** The next field's value stands in JSON between two places. */
  digits(bytes: Buffer, from: number, to: number): void {
    this.#name();
    this.#copy(bytes, from, to);
  }

  /** The row's body. */
  end(): Buffer {
    const closing = this.#fields === 0 ? noFields : ending;
    this.#copy(closing, 0, closing.length);
    const body = this.#piece.subarray(this.#start, this.#at);
    this.#start = this.#at;
    return body;
  }

  #name(): void {
    const name = this.#names[this.#fields] ?? nothing;
    this.#copy(name, 0, name.length);
    this.#fields += 1;
  }

  #encoded(json: string): void {
    this.#room(Buffer.byteLength(json));
    this.#at += this.#piece.write(json, this.#at);
  }

  /** Byte by byte: what is copied is short, and a call into the runtime costs more than fifty bytes. */
  #copy(bytes: Buffer, from: number, to: number): void {
    this.#room(to - from);
    const piece = this.#piece;
    let at = this.#at;
    for (let place = from; place < to; place += 1) piece[at++] = bytes[place] ?? 0;
    this.#at = at;
  }

  /** A row that does not fit into what is left of a piece moves on to the next, with what is written of it. */
  #room(bytes: number): void {
    if (this.#piece.length - this.#at >= bytes) return;
    const written = this.#piece.subarray(this.#start, this.#at);
    this.#piece = Buffer.allocUnsafeSlow(Math.max(pieceBytes, 2 * (written.length + bytes)));
    this.#piece.set(written);
    this.#start = 0;
    this.#at = written.length;
  }
}

/** Where the text ends in the piece; null for one with letters outside the basic plane, which the runtime encodes. */
function quoted(text: string, piece: Buffer, start: number): number | null {
  let at = start;
  piece[at++] = quote;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit < 0x80) at = plain(unit, piece, at);
    else if (unit < 0x800) {
      piece[at++] = 0xc0 | (unit >> 6);
      piece[at++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      piece[at++] = 0xe0 | (unit >> 12);
      piece[at++] = 0x80 | ((unit >> 6) & 0x3f);
      piece[at++] = 0x80 | (unit & 0x3f);
    } else return null;
  }
  piece[at++] = quote;
  return at;
}

function quotedBytes(bytes: Buffer, from: number, to: number, piece: Buffer, start: number): number {
  let at = start;
  piece[at++] = quote;
  for (let place = from; place < to; place += 1) at = plain(bytes[place] ?? 0, piece, at);
  piece[at++] = quote;
  return at;
}

/** A byte of UTF-8, escaped where JSON wants it. */
function plain(byte: number, piece: Buffer, at: number): number {
  if (byte >= space && byte !== quote && byte !== backslash) {
    piece[at] = byte;
    return at + 1;
  }
  return at + piece.write(JSON.stringify(String.fromCharCode(byte)).slice(1, -1), at);
}
