import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { inspect } from 'node:util';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSecrets } from './index.js';

let dir = '';
let file = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'secrets-'));
  file = join(dir, 'secrets.json');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}

test('a secret is found by its name', () => {
  write('{"kafka.admin":"canary"}');
  expect(openSecrets(file).secret('kafka.admin')).toBe('canary');
});

test('a missing secret is told by its name only', () => {
  write('{"kafka.admin":"canary"}');
  expect(() => openSecrets(file).secret('kafka.hub-watch')).toThrow(
    expect.objectContaining({ code: 'HUB_SECRET_MISSING', facts: { name: 'kafka.hub-watch' } }),
  );
});

test('a file that others may read is refused', () => {
  write('{}');
  chmodSync(file, 0o640);
  expect(() => openSecrets(file)).toThrow('chmod 600');
});

test('neither printing the vault nor a broken file shows a value', () => {
  write('{"kafka.admin":"canary"}');
  expect(inspect(openSecrets(file))).not.toContain('canary');
  write('{"kafka.admin":"canary"');
  expect(() => openSecrets(file)).toThrow(expect.not.stringContaining('canary'));
  expect(() => openSecrets(join(dir, 'none.json'))).toThrow('找不到密钥文件');
});
