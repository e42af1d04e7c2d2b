import { execFile } from 'node:child_process';
import { promisify, types } from 'node:util';
import { HubError } from '#base/contracts';
import { readPrivateFile } from './private-file.js';
import { parseKeyRing, type KeyRing } from './vault-key.js';

/** Where the key-encryption keys come from: the text itself, a command that prints it, or a file; the first that is not empty counts. */
export interface KeySettings {
  readonly key: string;
  readonly keyFile: string;
  readonly keyCommand: string;
}

/** Gives the keys, read anew each time, so that a process sees a rotation. Throws HUB_VAULT_KEY_INVALID in one sentence. */
export type ReadKeys = () => Promise<KeyRing>;

const run = promisify(execFile);
const commandTimeoutMs = 30_000;

/** The way to the keys that the settings name. */
export function keyReader({ key, keyFile, keyCommand }: KeySettings): ReadKeys {
  if (key !== '') return async () => parseKeyRing(key, 'HUB_VAULT_KEY');
  if (keyCommand !== '') return async () => parseKeyRing(await outputOf(keyCommand), 'HUB_VAULT_KEY_COMMAND');
  if (keyFile !== '')
    return async () =>
      parseKeyRing(readPrivateFile(keyFile, '主密钥文件', 'HUB_VAULT_KEY_FILE'), 'HUB_VAULT_KEY_FILE');
  return () => Promise.reject(noKey());
}

/** Whether any place for the keys is named. */
export function namesKey(settings: KeySettings): boolean {
  return settings.key !== '' || settings.keyFile !== '' || settings.keyCommand !== '';
}

async function outputOf(command: string): Promise<string> {
  try {
    const { stdout } = await run('/bin/sh', ['-c', command], { timeout: commandTimeoutMs });
    return stdout;
  } catch (thrown) {
    // Its message quotes the command and what it printed, either of which may hold the key: neither is passed on.
    const exit =
      types.isNativeError(thrown) && 'code' in thrown && typeof thrown.code === 'number' ? thrown.code : null;
    throw new HubError(
      'HUB_VAULT_KEY_INVALID',
      'HUB_VAULT_KEY_COMMAND 没有给出主密钥（命令失败或超时），请手工执行该命令查明原因。',
      { exit },
    );
  }
}

function noKey(): HubError {
  return new HubError(
    'HUB_VAULT_KEY_INVALID',
    '没有设置密钥库的主密钥：请设置 HUB_VAULT_KEY、HUB_VAULT_KEY_FILE 或 HUB_VAULT_KEY_COMMAND 之一。',
  );
}
