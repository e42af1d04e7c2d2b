import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { keepServer, type KeptServer } from '../../docker/local/keep-server.js';
import { Restarts } from '../../docker/local/restarts.js';
import type { ServerHandle } from '../../docker/local/server.js';
import { eventually } from '../support/eventually.js';
import { startOwnServers, type OwnServers } from './support/own-servers.js';

jest.setTimeout(300_000);

const names = ['postgres', 'kafka', 'mariadb'] as const;
const said: string[] = [];
const warned: string[] = [];
const restarts = new Restarts();

let servers: OwnServers;
const kept: KeptServer[] = [];

beforeAll(async () => {
  servers = await startOwnServers();
  const voice = {
    say: (sentence: string) => void said.push(sentence),
    warn: (sentence: string) => void warned.push(sentence),
  };
  for (const name of names) kept.push(keepServer(servers[name], restarts, voice));
});
afterAll(async () => {
  await Promise.all(kept.map((each) => each.stop()));
  await servers.close();
});

const running = (name: string) => restarts.all().find((each) => each.name === name);

async function untilBack(server: ServerHandle, times: number): Promise<void> {
  await eventually(async () => {
    expect(running(server.name)).toMatchObject({ up: true, restarts: times });
  });
}

test('a server that is killed is missed at once, said in one sentence, brought back on its port with its data, and counted', async () => {
  const client = new Client({ connectionString: servers.postgres.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create table kept as select 1 as one');
  for (const name of names) {
    const from = performance.now();
    await servers[name].kill();
    await eventually(async () => {
      expect(warned.filter((line) => line.startsWith(servers[name].title.trim()))).toHaveLength(1);
    }, 2_000);
    expect(performance.now() - from).toBeLessThan(2_000);
  }
  for (const name of names) await untilBack(servers[name], 1);
  expect(said).toHaveLength(3);
  const again = new Client({ connectionString: servers.postgres.url });
  await again.connect();
  expect((await again.query('select one from kept')).rows).toEqual([{ one: 1 }]);
  await again.end();
  await (await createConnection(servers.mariadb.url)).end();
  expect(running('kafka')?.lastEndedAt).not.toBeNull();
});

test('one that keeps ending is tried later each time, with the last lines of its log and the place, and comes back when it can', async () => {
  const { port, logFile } = servers.postgres;
  const control = join(logFile.replace(/\.log$/, ''), 'data', 'global', 'pg_control');
  await rename(control, `${control}.away`);
  await servers.postgres.kill();
  await eventually(async () => {
    const [line = ''] = warned.filter((each) => each.includes('连续第 2 次') || each.includes('连续第 3 次'));
    expect(line).toContain('最后的日志');
    expect(line).toContain(logFile.replace(/\.log$/, '.previous.log'));
  });
  await rename(`${control}.away`, control);
  await untilBack(servers.postgres, 2);
  expect(servers.postgres.port).toBe(port);
});
