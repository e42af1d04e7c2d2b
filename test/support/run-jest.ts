import { dirname, join } from 'node:path';
import { runChild, type RunningChild } from '../../docker/local/child.js';
import { repository } from '../../docker/local/places.js';
import { until } from '../../docker/local/until.js';
import { readVerdict, type Verdict } from './evidence.js';

const lingerMs = 20_000;
const longestMs = 3_600_000;

/** One run of jest: where it writes its result, what it is told, and the servers it finds. */
export interface JestWish {
  readonly resultFile: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  say(sentence: string): void;
}

/** Runs jest and reads its verdict; a run that had to be ended by force counts as one more failure. */
export async function runJest(wish: JestWish): Promise<Verdict> {
  const jest = await started(wish);
  const ended = jest.exited;
  const written = until(() => readVerdict(wish.resultFile).then((verdict) => verdict !== null), longestMs);
  await Promise.race([ended, written]);
  if (!(await until(() => !jest.running(), lingerMs))) {
    wish.say('测试结束后 jest 仍不退出（有未关闭的连接或定时器），已强行结束，算一项失败。');
    await jest.stop();
  }
  const verdict = (await readVerdict(wish.resultFile)) ?? { passed: 0, failed: 1, failedFiles: [] };
  const forced = (await ended) === null;
  return forced ? { ...verdict, failed: verdict.failed + 1, failedFiles: [] } : verdict;
}

async function started({ resultFile, args, environment }: JestWish): Promise<RunningChild> {
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
