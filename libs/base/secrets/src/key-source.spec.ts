import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { inspect } from 'node:util';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keyReader, namesKey } from './key-source.js';

const first = Buffer.alloc(32, 7).toString('base64');
const second = Buffer.alloc(32, 9).toString('base64');
const none = { key: '', keyFile: '', keyCommand: '' };
let dir = '';
let file = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vault-key-'));
  file = join(dir, 'vault.key');
  writeFileSync(file, `${second}\n${first}\n`, { mode: 0o600 });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('the key comes from the environment, a command or a file, and has the same id everywhere', async () => {
  const fromText = await keyReader({ ...none, key: `${second},${first}` })();
  const fromCommand = await keyReader({ ...none, keyCommand: `cat '${file}'` })();
  const fromFile = await keyReader({ ...none, keyFile: file })();
  expect(fromText.ids).toHaveLength(2);
  expect([fromCommand.ids, fromFile.ids]).toEqual([fromText.ids, fromText.ids]);
  expect(fromFile.current.id).toBe(fromText.ids[0]);
});

test('a key of the shell stands before that of a file', async () => {
  const ring = await keyReader({ key: first, keyFile: file, keyCommand: '' })();
  expect(ring.ids).toHaveLength(1);
});

test('a key that is missing, short or not base64 is refused without being quoted', async () => {
  expect(namesKey(none)).toBe(false);
  await expect(keyReader(none)()).rejects.toThrow('没有设置密钥库的主密钥');
  for (const key of ['canary-key', Buffer.alloc(16, 1).toString('base64'), ` ${first.slice(1)}`, ' ,']) {
    const refused = keyReader({ ...none, key })();
    await expect(refused).rejects.toMatchObject({ code: 'HUB_VAULT_KEY_INVALID' });
    if (key.trim().length > 1) await expect(refused).rejects.not.toThrow(key.trim());
  }
});

test('a command that fails is told by its exit code, never by what it printed', async () => {
  const read = keyReader({ ...none, keyCommand: 'echo canary; echo canary >&2; exit 3' });
  const fault: unknown = await read().catch((thrown: unknown) => thrown);
  expect(fault).toMatchObject({ code: 'HUB_VAULT_KEY_INVALID', facts: { exit: 3 } });
  expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain('canary');
});

test('a key file that others may read is refused', async () => {
  const open = join(dir, 'open.key');
  writeFileSync(open, first);
  chmodSync(open, 0o644);
  await expect(keyReader({ ...none, keyFile: open })()).rejects.toThrow('chmod 600');
});
