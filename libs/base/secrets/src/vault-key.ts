import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { HubError } from '#base/contracts';

/** A key-encryption key. The id is derived from the key, so the same key has the same id wherever it is kept. */
export interface VaultKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The keys a process holds: the first wraps what is new, the others still open what is old. */
export interface KeyRing {
  readonly current: VaultKey;
  readonly ids: readonly string[];
  find(id: string): VaultKey | undefined;
}

const keyBytes = 32;
const base64 = /^[A-Za-z0-9+/]{43}=$/;

/** Reads keys written in base64, separated by white space or commas, the present one first. `from` names their place in the fault. */
export function parseKeyRing(text: string, from: string): KeyRing {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const [current, ...older] = words.map((word) => vaultKey(word, from));
  if (current === undefined) throw invalid(from);
  const keys = [current, ...older];
  const byId = new Map(keys.map((each) => [each.id, each]));
  return { current, ids: [...byId.keys()], find: (id) => byId.get(id) };
}

function vaultKey(word: string, from: string): VaultKey {
  const bytes = Buffer.from(word, 'base64');
  if (!base64.test(word) || bytes.length !== keyBytes) throw invalid(from);
  const id = createHmac('sha256', bytes).update('hub vault key id').digest('hex').slice(0, 16);
  return { id, key: createSecretKey(bytes) };
}

function invalid(from: string): HubError {
  return new HubError(
    'HUB_VAULT_KEY_INVALID',
    `${from} 给出的主密钥无效：应为 32 字节随机数的 base64 文本（如 openssl rand -base64 32），可有多个，现用的在前。`,
    { from },
  );
}
