import { isUtf8 } from 'node:buffer';

/** A row as the log prints it: texts in column order, their bytes where those are no UTF-8; undefined where an unchanged large value was left out. */
export type Tuple = readonly (string | Buffer | null | undefined)[];

/** A table as the log describes it before its first change; `key` columns are those a deletion names; a type is known by its number. */
export interface Relation {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly key: boolean; readonly type: number }[];
}

/** What the log says, of the messages of `pgoutput` version 1 the hub needs. */
export type LogMessage =
  | { readonly tag: 'begin' }
  | { readonly tag: 'commit'; readonly end: bigint }
  | { readonly tag: 'relation'; readonly relation: Relation }
  | {
      readonly tag: 'change';
      readonly relation: number;
      readonly old: Tuple | null;
      readonly row: Tuple | null;
    }
  | { readonly tag: 'truncate'; readonly relations: readonly number[] };

/** Walks over one message. */
class Bytes {
  #at = 0;

  constructor(private readonly buffer: Buffer) {}

  more(): boolean {
    return this.#at < this.buffer.length;
  }

  skip(count: number): void {
    this.#at += count;
  }

  byte(): string {
    return String.fromCharCode(this.buffer.readUInt8(this.#at++));
  }

  short(): number {
    this.#at += 2;
    return this.buffer.readInt16BE(this.#at - 2);
  }

  int(): number {
    this.#at += 4;
    return this.buffer.readInt32BE(this.#at - 4);
  }

  long(): bigint {
    this.#at += 8;
    return this.buffer.readBigUInt64BE(this.#at - 8);
  }

  name(): string {
    const end = this.buffer.indexOf(0, this.#at);
    const text = this.buffer.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return text;
  }

  text(): string | Buffer {
    const length = this.int();
    this.#at += length;
    const bytes = this.buffer.subarray(this.#at - length, this.#at);
    return isUtf8(bytes) ? bytes.toString('utf8') : Buffer.from(bytes);
  }
}

/** Reads one message of the PostgreSQL documentation §54.9; null for kinds that carry no rows (origin, type, logical message). */
export function parseLogMessage(buffer: Buffer): LogMessage | null {
  const bytes = new Bytes(buffer);
  switch (bytes.byte()) {
    case 'B':
      return { tag: 'begin' };
    case 'C':
      bytes.skip(9);
      return { tag: 'commit', end: bytes.long() };
    case 'R':
      return { tag: 'relation', relation: relationOf(bytes) };
    case 'I':
    case 'U':
    case 'D':
      return changeOf(bytes);
    case 'T':
      return truncateOf(bytes);
    default:
      return null;
  }
}

function relationOf(bytes: Bytes): Relation {
  const id = bytes.int();
  const schema = bytes.name();
  const name = bytes.name();
  bytes.skip(1);
  const columns = times(bytes.short(), () => {
    const key = bytes.byte() === '\u0001';
    const column = { name: bytes.name(), key, type: bytes.int() };
    bytes.skip(4);
    return column;
  });
  return { id, schema, name, columns };
}

/** Insert, update and delete alike: an old tuple (its key, or all of it), then a new one, each where there is one. */
function changeOf(bytes: Bytes): LogMessage {
  const relation = bytes.int();
  const first = bytes.byte();
  if (first === 'N') return { tag: 'change', relation, old: null, row: tupleOf(bytes) };
  const old = tupleOf(bytes);
  return { tag: 'change', relation, old, row: bytes.more() ? newOf(bytes) : null };
}

function newOf(bytes: Bytes): Tuple {
  bytes.skip(1);
  return tupleOf(bytes);
}

function tupleOf(bytes: Bytes): Tuple {
  return times(bytes.short(), () => {
    const form = bytes.byte();
    if (form === 't') return bytes.text();
    return form === 'n' ? null : undefined;
  });
}

function truncateOf(bytes: Bytes): LogMessage {
  const count = bytes.int();
  bytes.skip(1);
  return { tag: 'truncate', relations: times(count, () => bytes.int()) };
}

function times<T>(count: number, next: () => T): readonly T[] {
  return Array.from({ length: count }, next);
}
