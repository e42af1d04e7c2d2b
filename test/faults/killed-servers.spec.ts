import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { diceOf, type FrontRow, type Sample } from '../../apps/sandbox/src/generator/index.js';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubApp, type HubProcess } from '../support/hub-set.js';
import { cookCases, insertions, openApprovalFront, openHousingFront, type Front } from './support/front.js';
import { startOwnServers, type OwnServers } from './support/own-servers.js';
import { allSpoken, compareWithSource, compareWithTopics, noDifference, settle } from './support/truth.js';

/** How long servers are killed: a minute in every run, as long as wanted where somebody looks for more. */
const seconds = Number(process.env['TEST_KILL_SECONDS'] ?? '60');
const seed = process.env['TEST_SEED'] ?? 'killed-servers';
jest.setTimeout((seconds + 400) * 1_000);

const dice = diceOf(seed);
const samples = cookCases(seed, 300);
const rowsAtOnce = 10;
const apps: readonly HubApp[] = ['collect', 'receive', 'normalise', 'relay', 'watch'];

let servers: OwnServers;
let approval: Front;
let housing: Front;
let hub: HubSet;
const processes = new Map<HubApp, HubProcess>();

beforeAll(async () => {
  servers = await startOwnServers();
  approval = await openApprovalFront(await servers.makeDatabase('front'));
  housing = await openHousingFront(servers.mariadb.url);
  hub = await HubSet.open({
    sources: [approval.source, housing.source],
    servers: servers.hub,
    settings: {
      HUB_COLLECT_RETRY_MAX_MS: '2000',
      HUB_RELAY_RETRY_SCHEDULE_MS: '200,500,1000',
      HUB_WATCH_OPERATOR_TOKEN: 'operator-of-killed-servers',
      HUB_RECEIVE_PORT: '0',
    },
  });
  for (const app of apps) processes.set(app, await hub.start(app));
});

afterAll(async () => {
  await hub.close();
  await Promise.all([approval.close(), housing.close()]);
  await servers.close();
});

/** Each in turn at a moment that chance chooses, down for as long as chance chooses. */
async function killServers(): Promise<readonly string[]> {
  const killed: string[] = [];
  for (const end = performance.now() + seconds * 1_000; performance.now() < end;) {
    const name = dice.pick(['postgres', 'kafka', 'mariadb'] as const);
    await pause(dice.between(200, 3_000));
    await servers[name].kill();
    killed.push(name);
    await pause(dice.between(0, 2_000));
    await servers[name].restart();
  }
  return killed;
}

/** The departments go on writing; what a server did not take is written again. */
async function write(front: Front, { rows }: Sample, over: AbortSignal): Promise<void> {
  const ordered: readonly FrontRow[] = [1, 2].flatMap((wave) => rows.filter((row) => row.wave === wave));
  const between = (seconds * 1_000) / (ordered.length / rowsAtOnce);
  for (let from = 0; from < ordered.length; from += rowsAtOnce) {
    await eventually(() => front.database.insert(insertions(ordered.slice(from, from + rowsAtOnce))));
    await pause(between, undefined, { signal: over }).catch(() => undefined);
  }
}

test('whichever server is killed at whichever moment: every process lives on, nothing unexpected comes up, and no row is lost', async () => {
  const over = new AbortController();
  const written = [
    write(approval, samples.approval, over.signal),
    write(housing, samples.housing, over.signal),
  ];
  const killed = await killServers();
  over.abort();
  await Promise.all(written);
  await settle(hub, [approval, housing]);
  expect(new Set(killed).size).toBeGreaterThan(1);
  const ended = [...processes].filter(([, one]) => !one.running());
  expect(ended.map(([app, one]) => `${app}: ${one.output()}`)).toEqual([]);
  const surprised = [...processes].filter(([, one]) => /没有处理的异常|未预料的错误/.test(one.output()));
  expect(surprised.map(([app, one]) => `${app}: ${one.output()}`)).toEqual([]);
  expect(await compareWithSource(hub, approval)).toEqual(noDifference);
  expect(await compareWithSource(hub, housing)).toEqual(noDifference);
  expect(await compareWithTopics(hub)).toEqual(allSpoken);
});
