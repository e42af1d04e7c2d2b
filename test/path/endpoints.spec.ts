import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, systemClock, type DepartmentCode, type RegionCode } from '#base/contracts';
import { Database } from '#base/postgres';
import { Vault, vaultPorts } from '#base/secrets';
import { EndpointsFile } from '../../docker/local/endpoints-file.js';
import type { RunningSet } from '../../docker/local/endpoints.js';
import { writePrivately } from '../../docker/local/password.js';
import { cloneDatabase, type TestDatabase } from '../support/servers.js';

const source = '370800.scjgj.rest';

let dir: string;
let clone: TestDatabase;
let database: Database;
let listener: Server;
let port: number;
let file: EndpointsFile;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hub-endpoints-'));
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 1, applicationName: 'hub test' });
  await database.query(
    "insert into policy.department values ('370800', 'scjgj', '市场监管', '', 'supervision', 3, '', true)",
  );
  listener = createServer((socket) => socket.destroy());
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  port = (listener.address() as AddressInfo).port;
  await writePrivately(files().vaultKey, `${randomBytes(32).toString('base64')}\n`);
  await writePrivately(
    files().secrets,
    JSON.stringify({
      [`source.${source}.url`]: `http://127.0.0.1:${port}/`,
      [`source.${source}.app-key`]: 'first-key',
      'kafka.dept-370800-scjgj': 'first-password',
    }),
  );
  file = new EndpointsFile(set(), files());
});
afterAll(async () => {
  await file.close();
  await database.close();
  await clone.drop();
  listener.close();
  await rm(dir, { recursive: true, force: true });
});

const files = () => ({
  endpoints: join(dir, 'endpoints.json'),
  secrets: join(dir, 'secrets.json'),
  vaultKey: join(dir, 'vault.key'),
});

function set(): RunningSet {
  const kafka = {
    brokers: `127.0.0.1:${port}`,
    mechanism: 'scram-sha-512',
    tls: false,
    caFile: null,
    admin: null,
  };
  return {
    servers: {
      database: clone.url,
      postgresAdmin: clone.url,
      mysqlAdmin: '',
      kafka: { ...kafka, mechanism: 'scram-sha-512' },
    },
    secrets: {},
    processes: ['collect', 'sandbox'].map((name) => ({ name, args: [], env: {}, httpPort: port })),
    departments: [{ region: '370800', department: 'scjgj', name: '市场监管', username: 'dept-370800-scjgj' }],
    topicPrefix: '',
    own: [{ name: 'kafka', port }],
    running: () => [{ name: 'collect', up: true, restarts: 3, lastEndedAt: '2026-03-02T01:00:00.000Z' }],
  };
}

interface Entry {
  readonly source?: string;
  readonly name?: string;
  readonly url?: string;
  readonly up?: boolean;
  readonly restarts?: number;
  readonly access?: Readonly<Record<string, string>>;
}

interface Endpoints {
  readonly hub: { readonly metrics: Readonly<Record<string, string>> };
  readonly processes: readonly Entry[];
  readonly servers: readonly Entry[];
  readonly departments: readonly { readonly password: string }[];
  readonly sandbox: readonly Entry[];
}

async function read(): Promise<Endpoints> {
  await file.write();
  return JSON.parse(await readFile(files().endpoints, 'utf8')) as Endpoints;
}

const accessOf = ({ sandbox }: Endpoints) => sandbox.find((each) => each.source === source);

test('after a rotation the file holds what is in force, from the vault and from the secrets file', async () => {
  expect(accessOf(await read())?.access).toEqual({ 'app-key': 'first-key' });
  const department = { region: brandAs<RegionCode>('370800'), department: brandAs<DepartmentCode>('scjgj') };
  const grant = { ...department, right: 'key' as const, grantedBy: '函', until: '2099-01-01' };
  const keys = { key: '', keyFile: files().vaultKey, keyCommand: '' };
  const vault = new Vault(vaultPorts(database, keys, systemClock));
  const deed = { by: 'test', why: 'test' };
  await vault.put(`source.${source}.app-key`, 'second-key', grant, deed);
  expect(accessOf(await read())?.access).toEqual({ 'app-key': 'second-key' });
  await vault.rotate(`source.${source}.app-key`, 'third-key', { until: null }, deed);
  expect(accessOf(await read())?.access).toEqual({ 'app-key': 'third-key' });
  const kept = JSON.parse(await readFile(files().secrets, 'utf8')) as Record<string, string>;
  await writePrivately(
    files().secrets,
    JSON.stringify({ ...kept, 'kafka.dept-370800-scjgj': 'second-password' }),
  );
  expect((await read()).departments[0]?.password).toBe('second-password');
});

test('every address says whether somebody listens there, and a process without an address has none', async () => {
  const before = await read();
  expect(before.servers).toEqual([
    { name: 'kafka', url: `tcp://127.0.0.1:${port}`, up: true, restarts: 0, lastEndedAt: null },
  ]);
  expect(before.processes).toContainEqual(
    expect.objectContaining({ name: 'collect', up: true, restarts: 3 }),
  );
  expect(before.processes.find(({ name }) => name === 'sandbox')).not.toHaveProperty('url');
  expect(Object.keys(before.hub.metrics)).toEqual(['collect']);
  expect(accessOf(before)?.up).toBe(true);
  await new Promise((resolve) => listener.close(resolve));
  const after = await read();
  expect(after.servers[0]?.up).toBe(false);
  expect(accessOf(after)?.up).toBe(false);
});
