import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { projectRoot } from '#base/settings';
import { runProgram } from '../program.js';

let folder = '';
const shipped = join(projectRoot(), 'config/standards/shandong-front/a/result.yaml');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mapping-test-'));
});

afterEach(async () => {
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

async function run(
  named: string,
): Promise<{ readonly out: string; readonly err: string; readonly code: unknown }> {
  let out = '';
  let err = '';
  await runProgram(
    ['mapping', 'test', named],
    { DATABASE_URL: 'postgres://127.0.0.1:1/none' },
    (text) => (out += text),
    (text) => (err += text),
  );
  const code = process.exitCode;
  process.exitCode = undefined;
  return { out, err, code };
}

test('a file that was never applied is tried by its own examples, without a database', async () => {
  const file = join(folder, 'own.yaml');
  const text = await readFile(shipped, 'utf8');
  await writeFile(file, text.replace('standard: shandong-front', 'standard: own-system'));
  const { out, code } = await run(file);
  expect(out).toContain('own-system/A/result');
  expect(out).toContain('通过');
  expect(code).toBeUndefined();
});

test('an example that does not come out is named with what it should have been, and ends in code 1', async () => {
  const file = join(folder, 'own.yaml');
  const text = await readFile(shipped, 'utf8');
  await writeFile(file, text.replace("'0': GRANTED", "'0': VOIDED"));
  const { out, code } = await run(file);
  expect(out).toContain('未通过');
  expect(out).toContain('GRANTED');
  expect(code).toBe(1);
});

test('a standard of the configuration is tried whole', async () => {
  const { out, code } = await run('shandong-front/a');
  expect(out).toContain('shandong-front/A/application');
  expect(out).toContain('shandong-front/A/result');
  expect(out).not.toContain('shandong-front/B');
  expect(code).toBeUndefined();
});

test('a name that nothing answers to is told in one sentence', async () => {
  const { err, code } = await run('nonsense');
  expect(err).toContain('没有映射文件 nonsense');
  expect(code).toBe(1);
});
