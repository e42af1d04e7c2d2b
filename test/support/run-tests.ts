import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '#base/contracts';
import { signIn } from '../../docker/local/identity.js';
import { folder, places } from '../../docker/local/places.js';
import type { ServerHandle } from '../../docker/local/server.js';
import { fired, stopRequest } from '../../docker/local/stop-request.js';
import { forgetOldRuns, type Verdict } from './evidence.js';
import { repeated, repetitionOf, type Repetition } from './repetition.js';
import { runJest } from './run-jest.js';
import { secondTry } from './second-try.js';
import { startTestServers } from './test-servers.js';

const usage = 'npm test [-- [--repeat 次数] [--busy 抢占处理器的进程数] 文件名的一部分 …]';

function say(sentence: string): void {
  process.stdout.write(`[测试] ${sentence}\n`);
}

/**
 * Runs jest on the compiled tests with servers of its own; what is given on the command line goes to jest. What fails once has failed:
 * no second try changes the verdict.
 */
async function main(args: readonly string[]): Promise<number> {
  const repetition = repetitionOf(args);
  if (repetition === null) {
    say(`用法：${usage}`);
    return 2;
  }
  const signal = stopRequest();
  await forgetOldRuns();
  const dir = folder(join(folder(places.state), `test-${randomBytes(4).toString('hex')}`));
  await signIn(join(dir, 'run.pid'), process.pid);
  const handles: ServerHandle[] = [];
  const verdict = await Promise.race([testIn(dir, repetition, handles), fired(signal).then(() => null)]);
  await Promise.all(handles.map((handle) => handle.stop()));
  const broken = process.env['HUB_BUILD_BROKEN'] === '1';
  if (verdict?.failed === 0) await rm(dir, { recursive: true, force: true });
  else say(`现场保留在 ${dir}。`);
  if (broken) say('源码有类型错误，即使测试通过也算失败。');
  if (verdict === null) return 130;
  process.stdout.write(`${verdict.passed} passed, ${verdict.failed} failed\n`);
  return verdict.failed === 0 && !broken ? 0 : 1;
}

async function testIn(dir: string, repetition: Repetition, handles: ServerHandle[]): Promise<Verdict> {
  say('正在启动测试用的 PostgreSQL、Kafka 与 MariaDB …');
  const from = performance.now();
  const { environment, handles: started } = await startTestServers(dir, say);
  handles.push(...started);
  say(`服务器已就绪（${((performance.now() - from) / 1_000).toFixed(1)} 秒）。`);
  const run = (name: string, args: readonly string[]): Promise<Verdict> =>
    runJest({ resultFile: join(dir, `${name}.json`), args, environment, say });
  const first = await repeated(
    repetition,
    (round) => run(`result-${round}`, ['--maxWorkers=2', ...repetition.rest]),
    say,
  );
  if (repetition.times > 1) return first;
  return secondTry(first, (files) => run('again', ['--runInBand', ...files]), say);
}

process.exit(
  await main(process.argv.slice(2)).catch((thrown: unknown) => {
    say(thrown instanceof HubError ? thrown.sentence : String(thrown));
    process.stdout.write('0 passed, 1 failed\n');
    return 1;
  }),
);
