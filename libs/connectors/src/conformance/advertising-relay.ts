import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A relay before a broker. A broker tells its clients where to find it; the relay tells them another port, so that they stay on it. */
export interface AdvertisingRelay {
  readonly port: number;
  /** The port that answers name from now on. */
  advertise(port: number): void;
  close(): Promise<void>;
}

/** Starts a relay before the broker at `host:port`; with a certificate, its own side is encrypted. */
export async function startAdvertisingRelay(
  broker: string,
  certificate: { readonly key: string; readonly cert: string } | null = null,
): Promise<AdvertisingRelay> {
  const { hostname, port: brokerPort } = new URL(`kafka://${broker}`);
  const own = endpoint(hostname, Number(brokerPort));
  let told = own;
  const serve = (client: Socket): void => {
    const upstream = connect(Number(brokerPort), hostname);
    let held = Buffer.alloc(0);
    upstream.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      for (let size = frameSize(held); held.length >= size; size = frameSize(held)) {
        client.write(renamed(held.subarray(0, size), own, told));
        held = held.subarray(size);
      }
    });
    client.on('data', (bytes: Buffer) => upstream.write(bytes));
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  };
  const server = certificate === null ? createServer(serve) : createTlsServer(certificate, serve);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    advertise(port) {
      told = endpoint(hostname, port);
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** Host and port as answers write them: length plus one, text, four bytes. */
function endpoint(host: string, port: number): Buffer {
  const bytes = Buffer.alloc(host.length + 5);
  bytes.writeUInt8(host.length + 1);
  bytes.write(host, 1);
  bytes.writeInt32BE(port, host.length + 1);
  return bytes;
}

function frameSize(held: Buffer): number {
  return held.length < 4 ? Number.POSITIVE_INFINITY : 4 + held.readInt32BE();
}

function renamed(frame: Buffer, own: Buffer, told: Buffer): Buffer {
  for (let at = frame.indexOf(own); at >= 0; at = frame.indexOf(own, at + 1)) told.copy(frame, at);
  return frame;
}
