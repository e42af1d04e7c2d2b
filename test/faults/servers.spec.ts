import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { FrontRow } from '../../apps/sandbox/src/generator/index.js';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { cookCases, insertions, openApprovalFront, type Front } from './support/front.js';
import { startOwnServers, type OwnServers } from './support/own-servers.js';
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

let servers: OwnServers;
let front: Front;
let hub: HubSet;
const processes: HubProcess[] = [];

beforeAll(async () => {
  servers = await startOwnServers();
  front = await openApprovalFront(await servers.makeDatabase('front'));
  hub = await HubSet.open({
    sources: [front.source],
    servers: servers.hub,
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
  await servers.close();
});

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
    await servers.kafka.restart();
    await pause(1_500);
    await servers.kafka.kill();
    for (const app of apps) processes.push(await hub.start(app));
    await servers.kafka.restart();
  });
  await settle(hub, [front]);
  expect(processes.filter((one) => !one.running()).map((one) => one.output())).toEqual([]);
  expect(await compareWithSource(hub, front)).toEqual(noDifference);
});

test('PostgreSQL, the source’s and the hub’s own, restarted, then killed, under load is waited for by every process, those just starting too', async () => {
  await pourWhile(1, 2, async () => {
    await pause(1_500);
    await servers.postgres.restart();
    await pause(1_500);
    await servers.postgres.kill();
    for (const app of apps) processes.push(await hub.start(app));
    await servers.postgres.restart();
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
