import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { HubError } from '#base/contracts';
import { runChild, type RunningChild } from '../../docker/local/child.js';
import { signIn } from '../../docker/local/identity.js';
import { folder, places, repository } from '../../docker/local/places.js';
import type { ServerHandle } from '../../docker/local/server.js';
import { fired, stopRequest } from '../../docker/local/stop-request.js';
import { until } from '../../docker/local/until.js';
import { forgetOldRuns, readVerdict, type Verdict } from './evidence.js';
import { startTestServers } from './test-servers.js';

const lingerMs = 20_000;
/** So many files that failed are run again; more is no accident. */
const mostAgain = 3;

function say(sentence: string): void {
  process.stdout.write(`[测试] ${sentence}\n`);
}

/** Runs jest on the compiled tests with servers of its own; what is given on the command line goes to jest. */
async function main(args: readonly string[]): Promise<number> {
  const signal = stopRequest();
  await forgetOldRuns();
  const dir = folder(join(folder(places.state), `test-${randomBytes(4).toString('hex')}`));
  await signIn(join(dir, 'run.pid'), process.pid);
  const handles: ServerHandle[] = [];
  const verdict = await Promise.race([testIn(dir, args, handles), fired(signal).then(() => null)]);
  await Promise.all(handles.map((handle) => handle.stop()));
  const broken = process.env['HUB_BUILD_BROKEN'] === '1';
  if (verdict?.failed === 0) await rm(dir, { recursive: true, force: true });
  else say(`现场保留在 ${dir}。`);
  if (broken) say('源码有类型错误，即使测试通过也算失败。');
  if (verdict === null) return 130;
  process.stdout.write(`${verdict.passed} passed, ${verdict.failed} failed\n`);
  return verdict.failed === 0 && !broken ? 0 : 1;
}

async function testIn(dir: string, args: readonly string[], handles: ServerHandle[]): Promise<Verdict> {
  say('正在启动测试用的 PostgreSQL、Kafka 与 MariaDB …');
  const from = performance.now();
  const servers = await startTestServers(dir, say);
  handles.push(...servers.handles);
  say(`服务器已就绪（${((performance.now() - from) / 1_000).toFixed(1)} 秒）。`);
  const first = await judged(join(dir, 'result.json'), ['--maxWorkers=2', ...args], servers.environment);
  return mayBeHaste(first) ? again(first, dir, servers.environment) : first;
}

/* A few files of a whole run: on a busy machine two workers may have kept each other waiting. A broken build fails in more places. */
function mayBeHaste({ failed, failedFiles }: Verdict): boolean {
  return failed > 0 && failedFiles.length > 0 && failedFiles.length <= mostAgain;
}

/** Runs the files that failed once more, one at a time; what passes now is told by name, what fails again has failed. */
async function again(first: Verdict, dir: string, environment: NodeJS.ProcessEnv): Promise<Verdict> {
  const names = first.failedFiles.map((file) => relative(repository, file)).join('、');
  say(`有 ${first.failed} 项失败，单独重跑一次：${names}。`);
  const second = await judged(join(dir, 'again.json'), ['--runInBand', ...first.failedFiles], environment);
  if (second.failed > 0) return { ...second, passed: first.passed };
  say(`单独重跑全部通过，首次失败应是机器繁忙所致，请留意这些文件：${names}。`);
  return { ...second, passed: first.passed + first.failed };
}

async function judged(
  resultFile: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Verdict> {
  const jest = await runJest(args, resultFile, environment);
  const ended = jest.exited;
  const written = until(() => readVerdict(resultFile).then((verdict) => verdict !== null), 3_600_000);
  await Promise.race([ended, written]);
  if (!(await until(() => !jest.running(), lingerMs))) {
    say('测试结束后 jest 仍不退出（有未关闭的连接或定时器），已强行结束，算一项失败。');
    await jest.stop();
  }
  const verdict = (await readVerdict(resultFile)) ?? { passed: 0, failed: 1, failedFiles: [] };
  const forced = (await ended) === null;
  return forced ? { ...verdict, failed: verdict.failed + 1, failedFiles: [] } : verdict;
}

async function runJest(
  args: readonly string[],
  resultFile: string,
  environment: NodeJS.ProcessEnv,
): Promise<RunningChild> {
  const inherited = Object.entries(process.env).filter(([key]) => !/^(KAFKA_|DATABASE_URL)/.test(key));
  const options = ['--testTimeout=120000', '--json', `--outputFile=${resultFile}`];
  return runChild({
    name: 'jest',
    command: process.execPath,
    args: [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=TimeoutNegativeWarning',
      join(repository, 'node_modules', 'jest', 'bin', 'jest.js'),
      ...options,
      ...args,
    ],
    env: { ...Object.fromEntries(inherited), ...environment },
    pidFile: join(dirname(resultFile), 'jest.pid'),
    stopSignal: 'SIGTERM',
    graceMs: 5_000,
    guardDelaySeconds: 0,
    output: { onLine: print },
  });
}

/* jest with --json also prints the whole result as one line; it is in the file already. */
function print(line: string): void {
  if (!line.startsWith('{"numFailedTestSuites":')) process.stdout.write(`${line}\n`);
}

process.exit(
  await main(process.argv.slice(2)).catch((thrown: unknown) => {
    say(thrown instanceof HubError ? thrown.sentence : String(thrown));
    process.stdout.write('0 passed, 1 failed\n');
    return 1;
  }),
);
