import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#base/contracts';
import { openLog } from './log.js';

const telemetry = new URL('./index.js', import.meta.url).href;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hub-unexpected-'));
});
afterAll(async () => rm(dir, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
  readonly log: string;
}

/* A process of the hub whose work is to wait for the end, and which does `mishap` on the way. */
async function processWith(mishap: string): Promise<Ended> {
  const file = join(dir, `${Math.random()}.jsonl`);
  const program = `
    import { EventEmitter, once } from 'node:events';
    import { openTelemetry, runProcess } from ${JSON.stringify(telemetry)};
    await runProcess(async (signal) => {
      openTelemetry({ process: 'trial', log: { file: ${JSON.stringify(file)}, level: 'info' } });
      setInterval(() => undefined, 60_000);
      ${mishap}
      await once(signal, 'abort');
      process.stdout.write('goodbye\\n');
    });
    process.exit();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'pipe' });
  const heard = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (heard.error += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...heard, log: await readFile(file, 'utf8') };
}

const mishaps = [
  [
    'an event nobody listens for',
    `setTimeout(() => new EventEmitter().emit('error', new Error('cut')), 10);`,
  ],
  ['a timer that throws', `setTimeout(() => { throw new Error('cut'); }, 10);`],
  ['a promise nobody waits for', `setTimeout(() => void Promise.reject(new Error('cut')), 10);`],
] as const;

test.each(mishaps)(
  '%s is logged with its origin, and the process ends in order, not well',
  async (_, mishap) => {
    const { code, out, error, log } = await processWith(mishap);
    expect(code).toBe(1);
    expect(out).toContain('goodbye');
    expect(error).toContain('发生没有处理的异常');
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', origin: expect.stringMatching(/^un(caught|handled)/) }),
    );
    expect(log).toContain('cut');
    expect(log).toContain('at ');
  },
);

test('a work that does not listen is ended all the same', async () => {
  const { code, log } = await processWith(
    `setTimeout(() => { throw new Error('cut'); }, 10); await new Promise(() => undefined);`,
  );
  expect(code).toBe(1);
  expect(log).toContain('cut');
}, 30_000);

test('a disk without room costs lines of the log file, not the process, and the terminal says so once', () => {
  const said: string[] = [];
  const log = openLog({
    process: 'trial',
    file: '/dev/full',
    level: 'info',
    timeZone: 'Asia/Shanghai',
    clock: systemClock,
    secrets: [],
    terminal: (line) => void said.push(line),
  });
  for (const sentence of ['一', '二', '三']) log.info(sentence);
  expect(said.filter((line) => line.includes('日志文件暂时写不进去'))).toHaveLength(1);
  expect(said.filter((line) => !line.includes('日志文件'))).toHaveLength(3);
});
