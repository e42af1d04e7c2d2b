import type { BindConfig, ClientConfig } from 'pg';
import { EnduringClient } from './enduring-client.js';

const lengthBytes = 4;

/**
 * A client whose parameters go to the socket as they are. The driver's own writer copies a statement's parameters into a buffer it lets
 * grow from 256 bytes, so that a batch of a megabyte leaves several of garbage behind, and every full collection of it stops the process.
 */
export class BulkClient extends EnduringClient {
  constructor(config?: ClientConfig) {
    super(config);
    const { connection } = this;
    const bind = connection.bind.bind(connection);
    connection.bind = (wish, more) => {
      if (wish?.values?.some((value) => Buffer.isBuffer(value)) !== true) return bind(wish, more);
      const { stream } = connection;
      if (!stream.writable) return;
      for (const piece of bindPieces(wish)) stream.write(piece);
    };
  }
}

/** The Bind message of the PostgreSQL protocol (3.0, message format "Bind"), in pieces to be written one after the other. */
function bindPieces({ portal, statement, binary, values = [], valueMapper }: BindConfig): readonly Buffer[] {
  const parameters = values.map((value, index) => {
    const mapped: Buffer | string | null | undefined =
      valueMapper === undefined ? value : valueMapper(value, index);
    return asBytes(mapped ?? null);
  });
  const names = Buffer.from(`${portal ?? ''}\0${statement ?? ''}\0`);
  const head = Buffer.alloc(1 + lengthBytes + names.length + 2 + 2 * parameters.length + 2);
  const tail = Buffer.from([0, 1, 0, binary ? 1 : 0]);
  const size = parameters.reduce(
    (sum, { bytes }) => sum + lengthBytes + (bytes?.length ?? 0),
    head.length - 1 + tail.length,
  );
  head.write('B');
  head.writeInt32BE(size, 1);
  names.copy(head, 1 + lengthBytes);
  let at = head.writeInt16BE(parameters.length, 1 + lengthBytes + names.length);
  for (const { binary: isBinary } of parameters) at = head.writeInt16BE(isBinary ? 1 : 0, at);
  head.writeInt16BE(parameters.length, at);
  return [
    head,
    ...parameters.flatMap(({ bytes }) => (bytes === null ? [lengthOf(-1)] : [lengthOf(bytes.length), bytes])),
    tail,
  ];
}

interface Parameter {
  readonly bytes: Buffer | null;
  readonly binary: boolean;
}

function asBytes(value: Buffer | string | null): Parameter {
  if (Buffer.isBuffer(value)) return { bytes: value, binary: true };
  return { bytes: value === null ? null : Buffer.from(value), binary: false };
}

function lengthOf(bytes: number): Buffer {
  const written = Buffer.allocUnsafe(lengthBytes);
  written.writeInt32BE(bytes);
  return written;
}
