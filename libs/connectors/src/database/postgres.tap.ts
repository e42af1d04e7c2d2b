import { EventEmitter } from 'node:events';
import type { Client } from 'pg';
import { wireOf } from './postgres.wire.js';

const headBytes = 5;
const countBytes = 2;
const dataRow = 'D'.charCodeAt(0);

/**
 * Stands between a connection and its driver, which makes a text of every value: rows that somebody takes go past it in bytes, everything
 * else goes on to it.
 */
export class RowTap {
  #take: ((row: Buffer) => void) | null = null;
  /** The beginning of a message that is not here yet as a whole: its bytes, and how many make it whole. */
  #pieces: Buffer[] = [];
  #held = 0;
  #wanted = headBytes;

  /** To be called before the client connects. */
  static on(client: Client): RowTap {
    const tap = new RowTap();
    const wire = wireOf(client);
    const attach = wire.attachListeners.bind(wire);
    wire.attachListeners = (stream) => attach(tap.#through(stream));
    return tap;
  }

  /** Takes the rows of the statement that `run` sends and waits for; nothing else may be sent meanwhile. */
  async rows<T>(run: () => Promise<unknown>, write: (row: Buffer) => T): Promise<readonly T[]> {
    const rows: T[] = [];
    const faults: unknown[] = [];
    // The statement is read to its end also after a fault: the connection is in order and stays.
    this.#take = (row) => {
      if (faults.length > 0) return;
      try {
        rows.push(write(row));
      } catch (thrown) {
        faults.push(thrown);
      }
    };
    try {
      await run();
    } finally {
      this.#take = null;
    }
    if (faults.length > 0) throw faults[0];
    return rows;
  }

  #through(stream: NodeJS.ReadableStream): NodeJS.ReadableStream {
    const onward = new EventEmitter();
    stream.on('data', (chunk: Buffer) => this.#receive(chunk, onward));
    stream.on('end', () => void onward.emit('end'));
    // The driver listens to these two and asks nothing else of it.
    return onward as unknown as NodeJS.ReadableStream;
  }

  /** Whole messages only. One that came in pieces is put together, and nothing beside it. */
  #receive(chunk: Buffer, onward: EventEmitter): void {
    let at = 0;
    while (this.#held > 0) {
      const piece = chunk.subarray(at, at + this.#wanted - this.#held);
      at += piece.length;
      this.#hold(piece);
      if (this.#held < this.#wanted) return;
      const bytes = Buffer.concat(this.#pieces);
      this.#pieces = [];
      this.#held = 0;
      this.#keep(this.#sort(bytes, onward));
    }
    this.#keep(this.#sort(chunk.subarray(at), onward));
  }

  /** What is left is the beginning of a message, or nothing. */
  #keep(rest: Buffer): void {
    if (rest.length === 0) return;
    this.#wanted = rest.length < headBytes ? headBytes : 1 + rest.readUInt32BE(1);
    this.#hold(rest);
  }

  #hold(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#held += piece.length;
  }

  #sort(bytes: Buffer, onward: EventEmitter): Buffer {
    let sent = 0;
    let at = 0;
    const sendUntil = (place: number): void => {
      if (place > sent) onward.emit('data', bytes.subarray(sent, place));
    };
    while (bytes.length - at >= headBytes) {
      const next = at + 1 + bytes.readUInt32BE(at + 1);
      if (next > bytes.length) break;
      if (this.#take !== null && bytes[at] === dataRow) {
        sendUntil(at);
        this.#take(bytes.subarray(at + headBytes + countBytes, next));
        sent = next;
      }
      at = next;
    }
    sendUntil(at);
    return bytes.subarray(at);
  }
}
