import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ControlPlane, Database } from './index.js';

/* A server of a few words: whoever has signed in is told in the same bytes that it is ready and that it is going. */
const signedIn = Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1');
const ready = Buffer.from('Z\0\0\0\x05I', 'latin1');

let server: Server;
let url: string;
const unexpected: unknown[] = [];
const note = (thrown: unknown): void => void unexpected.push(thrown);

beforeAll(async () => {
  server = createServer(leaveAfterSignIn);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `postgres://hub:hub@127.0.0.1:${(server.address() as AddressInfo).port}/hub`;
  process.on('uncaughtException', note);
});
afterAll(async () => {
  process.off('uncaughtException', note);
  await new Promise((resolve) => server.close(resolve));
});

function leaveAfterSignIn(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.once('data', () => {
    const fields = 'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0';
    const going = Buffer.alloc(5);
    going.write('E');
    going.writeUInt32BE(4 + fields.length, 1);
    socket.end(Buffer.concat([signedIn, ready, going, Buffer.from(fields)]));
  });
}

const unreachable = { code: 'HUB_DATABASE_UNREACHABLE' };

test('a server that goes in the moment in which a connection is handed over fails what was asked, and nothing else', async () => {
  const database = new Database({ url, maxConnections: 1, applicationName: 'hub test' });
  await expect(database.transaction((tx) => tx.query('select 1'))).rejects.toMatchObject(unreachable);
  await expect(database.query('select 1')).rejects.toMatchObject(unreachable);
  await database.close();
  expect(unexpected).toEqual([]);
});

test('the same holds for the single tables', async () => {
  const plane = new ControlPlane({ url, maxConnections: 1, applicationName: 'hub test' }, []);
  await expect(plane.use((manager) => manager.query('select 1'))).rejects.toMatchObject(unreachable);
  await plane.close();
  expect(unexpected).toEqual([]);
});

test('and for whoever waits for notices', async () => {
  const database = new Database({ url, maxConnections: 1, applicationName: 'hub test' });
  const heard = new AbortController();
  const listening = database.listen('hub_test', () => undefined, heard.signal);
  await new Promise((resolve) => server.once('connection', resolve));
  await new Promise((resolve) => server.once('connection', resolve));
  heard.abort();
  await listening;
  await database.close();
  expect(unexpected).toEqual([]);
});
