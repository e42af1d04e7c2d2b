import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';

const terminal = new URL('../../docker/local/terminal.js', import.meta.url).href;

/* What a terminal shows of these calls, which end a process of their own. */
async function shown(calls: string): Promise<readonly string[]> {
  const program = `import { foldedSince, rest, say, tell, warn } from ${JSON.stringify(terminal)};\n${calls}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'pipe' });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return text.split('\n').filter((line) => line !== '');
}

const news = "tell('collect', '10:00:00 信息 collect 采集进程已启动');";
const warning = (attempt: number): string =>
  `tell('collect', '10:00:0${attempt} 注意 collect 数据源连不上，第 ${attempt} 次重试');`;

test('while the set comes up every line is shown; at rest only what is a warning or a fault', async () => {
  expect(await shown(news)).toHaveLength(1);
  expect(await shown(`rest(); ${news}`)).toEqual([]);
  expect(await shown(`rest(); ${warning(1)} tell('relay', '故障：x');`)).toHaveLength(2);
});

test('the same warning is told once and then counted', async () => {
  const lines = await shown(`rest(); ${[1, 2, 3].map(warning).join('')} say(String(foldedSince()));`);
  expect(lines).toEqual(['collect   │ 10:00:01 注意 collect 数据源连不上，第 1 次重试', 'start     │ 2']);
});

test('nothing in a line acts on the terminal', async () => {
  const lines = await shown(
    String.raw`tell('collect', '坏 \u001b[2J\u001b]0;x\u0007 行'); warn('\u202e反');`,
  );
  expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(lines[0]).toContain('␛[2J');
});
