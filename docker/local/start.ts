import { rm } from 'node:fs/promises';
import { HubError } from '#base/contracts';
import { tellByTheMinute } from './at-rest.js';
import { EndpointsFile } from './endpoints-file.js';
import { keepServer, type KeptServer } from './keep-server.js';
import { claimLock } from './lock.js';
import { folder, places, program } from './places.js';
import { rememberedPorts, type Ports } from './ports.js';
import {
  commandEnvironment,
  door,
  hubProcesses,
  sandboxEnvironment,
  sandboxProcess,
  type Circumstances,
  type HubProcess,
} from './processes.js';
import {
  admittedSources,
  sampleDepartments,
  sampleNationals,
  sampleSources,
  sampleSystems,
} from './sample.js';
import { Restarts } from './restarts.js';
import { hostedSecrets, hostedSystems } from './sample-hosted.js';
import { completeSecrets, type LocalSecrets, type PlacedNational, type PlacedSystem } from './secrets.js';
import { startServerSet } from './server-set.js';
import type { ServerHandle } from './server.js';
import { compareTruth, hubStatus, settled } from './settle.js';
import { fired, stopRequest } from './stop-request.js';
import { endLeftovers, runStep, supervise, type Supervised } from './supervise.js';
import { narrated, say, warn } from './terminal.js';

const servers: ServerHandle[] = [];
const kept: KeptServer[] = [];
const processes: Supervised[] = [];

let endpoints: EndpointsFile | null = null;
const restarts = new Restarts(() => void endpoints?.write().catch(() => undefined));

function started(server: ServerHandle): void {
  servers.push(server);
  kept.push(keepServer(server, restarts, { say, warn }));
}

/** Brings the whole set up, step by step, then keeps it until the signal. */
async function setUp(signal: AbortSignal): Promise<void> {
  const from = performance.now();
  await endLeftovers(['watch', 'collect', 'receive', 'normalise', 'relay', 'sandbox', 'prepare', 'setup']);
  const ports = await rememberedPorts(places.ports, say);
  const departments = await sampleDepartments();
  say('正在启动 PostgreSQL、Kafka 与 MariaDB …');
  const set = await narrated('启动服务器', startServerSet({ ports, env: process.env, say, started }));
  const addresses = { postgres: set.postgresAdmin, mysql: set.mysqlAdmin };
  const pushPort = await ports.take(...door);
  const wish = {
    departments,
    sources: sampleSources,
    systems: await placedSystems(ports),
    nationals: await placedNationals(ports),
    servers: addresses,
    hosted: (kept: LocalSecrets) => hostedSecrets({ kafka: set.kafka, pushPort, servers: addresses }, kept),
    kafkaAdmin: set.kafka.admin,
  };
  const about: Circumstances = { servers: set, secrets: await completeSecrets(wish), ports };
  await Promise.all([
    step(signal, '准备样例部门的数据', 'prepare', [program('sandbox'), 'prepare'], sandboxEnvironment(about)),
    step(signal, '建表、载入政策、建立主题与账户', 'setup', [program('hub'), 'setup'], {
      ...commandEnvironment(about, 'admin'),
      HUB_SETUP_ADMIT: [...admittedSources, ...hostedSystems.map(({ source }) => source)].join(','),
    }),
  ]);
  const own = await hubProcesses(about);
  const planned = [...own, await sandboxProcess(about)];
  if (signal.aborted) return;
  for (const each of planned) processes.push(supervise(each, restarts));
  say(`已启动 ${planned.map(({ name }) => name).join('、')}，正在处理样例数据 …`);
  const watch = planned.find(({ name }) => name === 'watch')?.httpPort ?? 0;
  const desk = { port: watch, token: about.secrets['watch.operatorToken'] ?? '' };
  const found = await narrated('处理样例数据', settled(desk, signal));
  if (signal.aborted) return;
  await tellState(about, own, found);
  const topicPrefix = process.env['HUB_TOPIC_PREFIX'] ?? '';
  endpoints = new EndpointsFile({
    servers: set,
    secrets: about.secrets,
    processes: planned,
    departments,
    topicPrefix,
    own: servers,
    running: () => restarts.all(),
  });
  await endpoints.write();
  const seconds = Math.round((performance.now() - from) / 1_000);
  say(
    `准备完成，用时 ${seconds} 秒。接口 http://127.0.0.1:${watch}，地址与账户见 var/endpoints.json，按 Ctrl-C 结束。`,
  );
  await Promise.all([endpoints.keep(signal), tellByTheMinute(desk, signal)]);
}

/* What the hub says of itself, beside what the samples wrote. */
async function tellState(about: Circumstances, own: readonly HubProcess[], found: string): Promise<void> {
  const processUrls = own.map(({ name, httpPort }) => `${name}=http://127.0.0.1:${httpPort}`);
  const looking = { ...commandEnvironment(about, 'hub-watch'), HUB_PROCESS_URLS: processUrls.join(',') };
  const [status, compared] = await Promise.all([
    hubStatus([], looking),
    compareTruth(found, sandboxEnvironment(about)),
  ]);
  process.stdout.write(`\n${status}\n\n示例部门写入与枢纽读到的对照\n${compared}\n`);
}

async function placedSystems(ports: Ports): Promise<readonly PlacedSystem[]> {
  const placed: PlacedSystem[] = [];
  for (const system of sampleSystems) placed.push({ system, port: await ports.take(...system.port) });
  return placed;
}

async function placedNationals(ports: Ports): Promise<readonly PlacedNational[]> {
  const placed: PlacedNational[] = [];
  for (const national of sampleNationals) placed.push({ national, port: await ports.take(...national.port) });
  return placed;
}

async function step(
  signal: AbortSignal,
  title: string,
  who: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (signal.aborted) return;
  say(`${title} …`);
  const code = await narrated(title, runStep(who, args, env));
  if (code === 0 || signal.aborted) return;
  throw new HubError(
    'HUB_LOCAL_SETUP_FAILED',
    `${title}失败（退出码 ${code ?? '信号'}），原因见上面各行与 var/log。`,
  );
}

async function shutDown(release: () => Promise<void>): Promise<void> {
  await endpoints?.close();
  await rm(places.endpoints, { force: true });
  say('正在结束各进程 …');
  await Promise.all(processes.map((each) => each.stop()));
  if (servers.length > 0) say('正在关闭服务器 …');
  await Promise.all(kept.map((each) => each.stop()));
  await release();
  say('已全部结束，再次 npm start 将从现在的状态继续。');
}

async function main(): Promise<number> {
  const signal = stopRequest();
  folder(places.logs);
  const release = await claimLock();
  await rm(places.endpoints, { force: true });
  let code = 0;
  try {
    await Promise.race([setUp(signal), fired(signal)]);
  } catch (thrown) {
    code = 1;
    say(sentenceOf(thrown));
  }
  await shutDown(release);
  return code === 0 ? Number(process.exitCode ?? 0) : code;
}

function sentenceOf(thrown: unknown): string {
  if (thrown instanceof HubError) return thrown.sentence;
  return `出现意外错误：${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
}

// Whatever still starts when the end is asked for has a guard, which ends it once this process is gone.
process.exit(
  await main().catch((thrown: unknown) => {
    say(sentenceOf(thrown));
    return 1;
  }),
);
