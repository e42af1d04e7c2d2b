import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { startKafka, type LocalKafka } from '../../docker/local/kafka.js';
import { folder, places } from '../../docker/local/places.js';
import { passingPorts } from '../../docker/local/ports.js';
import { startPostgres, type LocalPostgres } from '../../docker/local/postgres.js';
import type { FrontRow } from '../../apps/sandbox/src/generator/index.js';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { cookCases, insertions, openApprovalFront, type Front } from './support/front.js';
import {
  allSpoken,
  compareWithSource,
  compareWithTopics,
  grants,
  noDifference,
  settle,
} from './support/truth.js';

jest.setTimeout(300_000);

const { approval } = cookCases('servers', 500);
const rowsAtOnce = 50;
const apps = ['collect', 'normalise', 'relay'] as const;

let dir: string;
let kafka: LocalKafka;
let postgres: LocalPostgres;
let front: Front;
let hub: HubSet;
const processes: HubProcess[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(folder(places.state), 'test-servers-'));
  const ports = passingPorts();
  const port = (): Promise<number> => ports.take('any', 0);
  [postgres, kafka] = await Promise.all([
    startPostgres({ dir: join(dir, 'postgres'), logFile: join(dir, 'postgres.log'), passing: true, port }),
    startKafka({
      dir: join(dir, 'kafka'),
      logFile: join(dir, 'kafka.log'),
      say: () => undefined,
      ports: async () => ({ client: await port(), controller: await port() }),
    }),
  ]);
  front = await openApprovalFront(await makeDatabase('front'));
  hub = await HubSet.open({
    sources: [front.source],
    servers: {
      databaseUrl: await makeDatabase('hub'),
      kafka: {
        brokers: [kafka.brokers],
        mechanism: 'scram-sha-512',
        username: kafka.admin.username,
        password: kafka.admin.password,
      },
    },
    settings: { HUB_COLLECT_RETRY_MAX_MS: '2000', HUB_RELAY_RETRY_SCHEDULE_MS: '200,500,1000' },
  });
  for (const app of apps) processes.push(await hub.start(app));
  await eventually(async () => {
    expect(processes.map((one) => one.output().includes('进程已启动'))).toEqual([true, true, true]);
  });
});

afterAll(async () => {
  await hub.close();
  await front.close();
  await Promise.all([postgres.stop(), kafka.stop()]);
  await rm(dir, { recursive: true, force: true });
});

async function makeDatabase(name: string): Promise<string> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
}

/** Writes a part of the rows while something happens to a server; a department's write that fails is tried again. */
async function pourWhile(part: number, parts: number, happens: () => Promise<void>): Promise<void> {
  const ordered = [1, 2].flatMap((wave) => approval.rows.filter((row) => row.wave === wave));
  const size = Math.ceil(ordered.length / parts);
  await Promise.all([pour(ordered.slice(part * size, (part + 1) * size)), happens()]);
}

async function pour(rows: readonly FrontRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await eventually(() => front.database.insert(insertions(rows.slice(from, from + rowsAtOnce))));
    await pause(100);
  }
}

test('a broker that is restarted, then killed, under load is waited for by every process, those just starting too', async () => {
  await pourWhile(0, 2, async () => {
    await pause(1_500);
    await kafka.restart();
    await pause(1_500);
    await kafka.kill();
    for (const app of apps) processes.push(await hub.start(app));
    await kafka.restart();
  });
  await settle(hub, [front]);
  expect(processes.filter((one) => !one.running()).map((one) => one.output())).toEqual([]);
  expect(await compareWithSource(hub, front)).toEqual(noDifference);
});

test('PostgreSQL, the source’s and the hub’s own, restarted, then killed, under load is waited for by every process, those just starting too', async () => {
  await pourWhile(1, 2, async () => {
    await pause(1_500);
    await postgres.restart();
    await pause(1_500);
    await postgres.kill();
    for (const app of apps) processes.push(await hub.start(app));
    await postgres.restart();
  });
  await settle(hub, [front]);
  expect(processes.filter((one) => !one.running()).map((one) => one.output())).toEqual([]);
  expect(await compareWithSource(hub, front)).toEqual(noDifference);
});

test('afterwards everybody was told once, and every message is on its topic in order', async () => {
  const { owed, told } = await grants(hub, approval.cases);
  expect(told).toEqual(owed);
  expect(await compareWithTopics(hub)).toEqual(allSpoken);
});
