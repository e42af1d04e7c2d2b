import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** The parts of a workbook that the streaming reader parses from a stream or an iterator of bytes. */
const parsers = ['_parseRels', '_parseWorkbook', '_parseSharedStrings', '_parseStyles', '_parseWorksheet'];

/**
 * Makes a streaming workbook reader decode its parts as a whole. By itself it decodes piece by piece, and every Chinese character that
 * happens to lie across two pieces becomes question marks.
 */
export function decodeAsWhole(reader: object): void {
  for (const name of parsers) {
    const parse: unknown = Reflect.get(reader, name);
    if (typeof parse !== 'function') throw new TypeError(`the workbook reader has no ${name}`);
    Reflect.set(reader, name, (bytes: AsyncIterable<unknown>, ...rest: readonly unknown[]): unknown =>
      Reflect.apply(parse, reader, [asText(bytes), ...rest]),
    );
  }
}

function asText(bytes: AsyncIterable<unknown>): AsyncIterable<unknown> {
  return bytes instanceof Readable ? bytes.setEncoding('utf8') : decoded(bytes);
}

async function* decoded(pieces: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const decoder = new StringDecoder('utf8');
  for await (const piece of pieces)
    yield piece instanceof Uint8Array ? decoder.write(Buffer.from(piece)) : piece;
}
