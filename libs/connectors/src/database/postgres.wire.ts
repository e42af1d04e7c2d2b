import { Client } from 'pg';

/** The part of a connection that carries a copy in both directions, and where it begins to listen; the driver has it, its types do not. */
interface Wire {
  attachListeners(stream: NodeJS.ReadableStream): void;
  on(event: 'copyData', listener: (message: { readonly chunk: Buffer }) => void): void;
  once(event: 'replicationStart', listener: () => void): void;
  sendCopyFromChunk(chunk: Buffer): void;
  readonly stream: { pause(): void; resume(): void };
}

/** The wire of a client. */
export function wireOf(client: Client): Wire {
  const wire: unknown = Reflect.get(client, 'connection');
  if (isWire(wire)) return wire;
  throw new TypeError('this version of the driver shows no connection');
}

// Methods of the class, not own fields: they are looked up along the prototype.
const parts = ['attachListeners', 'sendCopyFromChunk', 'stream'];

function isWire(wire: unknown): wire is Wire {
  return typeof wire === 'object' && wire !== null && parts.every((part) => Reflect.has(wire, part));
}

/** A place in the log as PostgreSQL prints it. */
export function printLsn(lsn: bigint): string {
  return `${(lsn >> 32n).toString(16).toUpperCase()}/${(lsn & 0xffffffffn).toString(16).toUpperCase()}`;
}

/** A printed place as a number. */
export function parseLsn(text: string): bigint {
  const [high = '0', low = '0'] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

const epoch2000Ms = 946_684_800_000;

/** A standby's status: everything before `confirmed` is safe with us; with `ask` the server answers where it stands. */
export function standbyStatus(confirmed: bigint, nowMs: number, ask: boolean): Buffer {
  const message = Buffer.alloc(34);
  message.write('r', 0, 'latin1');
  for (const at of [1, 9, 17]) message.writeBigUInt64BE(confirmed, at);
  message.writeBigUInt64BE(BigInt(nowMs - epoch2000Ms) * 1_000n, 25);
  message.writeUInt8(ask ? 1 : 0, 33);
  return message;
}
