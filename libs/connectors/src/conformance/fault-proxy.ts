import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What goes wrong with the bytes that a server sends once `after` of them have passed. */
export type NetworkFault =
  | { readonly kind: 'none' }
  /** Every piece comes so much later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The connection is reset (RST). */
  | { readonly kind: 'reset'; readonly after: number }
  /** The connection ends as if the answer were complete (FIN). */
  | { readonly kind: 'truncate'; readonly after: number }
  /** So many bytes at a time with a pause between them. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** Nothing comes any more, and nothing is closed. */
  | { readonly kind: 'blackHole'; readonly after: number };

/** A proxy before a department's server that spoils the way on demand. */
export interface FaultProxy {
  readonly port: number;
  /** Sets the fault and begins to count bytes anew; it also holds for open connections. */
  spoil(fault: NetworkFault): void;
  /** Whether the fault has struck since it was set. */
  struck(): boolean;
  /** Connections that are open to it. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of this machine before another port of it. */
export async function startFaultProxy(target: () => number): Promise<FaultProxy> {
  const open = new Set<Socket>();
  let fault: NetworkFault = { kind: 'none' };
  let passed = 0;
  let struck = false;
  const server = createServer((client) => {
    const upstream = connect(target(), '127.0.0.1');
    open.add(client);
    let queue = Promise.resolve();
    const later = (work: () => Promise<void> | void): void => {
      queue = queue.then(work).catch(() => undefined);
    };
    client.once('close', () => void open.delete(client));
    client.on('error', () => upstream.destroy());
    client.once('close', () => upstream.destroy());
    client.on('data', (bytes: Buffer) => void (isSwallowing() || upstream.write(bytes)));
    client.once('end', () => void (isSwallowing() || upstream.end()));
    upstream.on('error', () => client.destroy());
    upstream.once('close', () => later(() => void (isSwallowing() || client.destroy())));
    upstream.on('data', (bytes: Buffer) => later(() => pass(client, bytes)));
    upstream.once('end', () => later(() => void (isSwallowing() || client.end())));
  });

  /** A black hole takes everything from both sides and closes nothing. */
  function isSwallowing(): boolean {
    return fault.kind === 'blackHole' && passed >= fault.after;
  }

  async function pass(client: Socket, bytes: Buffer): Promise<void> {
    const limit = 'after' in fault ? fault.after : Number.POSITIVE_INFINITY;
    const allowed = bytes.subarray(0, Math.max(0, limit - passed));
    passed += bytes.length;
    if (fault.kind === 'latency') await delay(fault.ms);
    if (fault.kind === 'drip') await drip(client, allowed, fault);
    else if (allowed.length > 0) client.write(allowed);
    if (passed > limit) strike(client);
  }

  function strike(client: Socket): void {
    struck = true;
    end(client, fault);
  }

  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    spoil(next) {
      fault = next;
      passed = 0;
      struck = false;
    },
    struck: () => struck,
    connections: () => open.size,
    close: () => {
      for (const client of open) client.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

async function drip(
  client: Socket,
  bytes: Buffer,
  { bytes: size, everyMs }: Extract<NetworkFault, { kind: 'drip' }>,
): Promise<void> {
  for (let at = 0; at < bytes.length; at += size) {
    client.write(bytes.subarray(at, at + size));
    await delay(everyMs);
  }
}

function end(client: Socket, fault: NetworkFault): void {
  if (fault.kind === 'reset') client.resetAndDestroy();
  if (fault.kind === 'truncate') client.end();
}
