import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { HubError } from '#base/contracts';
import type { KeyRing, VaultKey } from './vault-key.js';

/** Which value of which secret: goes into the associated data, so that a row moved to another place does not open. */
export interface Place {
  readonly name: string;
  readonly version: number;
}

/** A data key as it lies in the database. */
export interface WrappedKey {
  readonly keyId: string;
  readonly wrappedKey: Buffer;
}

/** A value as it lies in the database: AES-256-GCM under a data key of its own. */
export interface Envelope extends WrappedKey {
  readonly ciphertext: Buffer;
}

/** Where randomness comes from: that many bytes. */
export type Random = (size: number) => Buffer;

const algorithm = 'aes-256-gcm';
const keySize = 32;
const nonceSize = 12;
const tagSize = 16;

/** Encrypts a value under a fresh data key and wraps that by the key-encryption key. */
export function seal(value: string, place: Place, key: VaultKey, random: Random): Envelope {
  const dataKey = random(keySize);
  const ciphertext = encrypt(Buffer.from(value, 'utf8'), createSecretKey(dataKey), valueLabel(place), random);
  const wrapped = wrap(dataKey, place, key, random);
  dataKey.fill(0);
  return { ciphertext, ...wrapped };
}

/** The value of an envelope. Throws HUB_VAULT_KEY_WRONG without its key, HUB_SECRET_TAMPERED when anything about it was changed. */
export function unseal(envelope: Envelope, place: Place, keys: KeyRing): string {
  const dataKey = unwrap(envelope, place, keys);
  const value = decrypt(envelope.ciphertext, createSecretKey(dataKey), valueLabel(place), place);
  dataKey.fill(0);
  return value.toString('utf8');
}

/** The same data key under the present key-encryption key; the value is not touched. */
export function rewrap(wrapped: WrappedKey, place: Place, keys: KeyRing, random: Random): WrappedKey {
  const dataKey = unwrap(wrapped, place, keys);
  const renewed = wrap(dataKey, place, keys.current, random);
  dataKey.fill(0);
  return renewed;
}

function wrap(dataKey: Buffer, place: Place, key: VaultKey, random: Random): WrappedKey {
  return { keyId: key.id, wrappedKey: encrypt(dataKey, key.key, keyLabel(place, key.id), random) };
}

function unwrap({ keyId, wrappedKey }: WrappedKey, place: Place, keys: KeyRing): Buffer {
  if (wrappedKey.length === 0) throw tampered(place);
  const key = keys.find(keyId);
  if (key === undefined) throw wrongKey(place, keyId, keys);
  return decrypt(wrappedKey, key.key, keyLabel(place, keyId), place);
}

/** Nonce, tag and ciphertext, in this order. */
function encrypt(plain: Buffer, key: KeyObject, label: Buffer, random: Random): Buffer {
  const nonce = random(nonceSize);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagSize }).setAAD(label);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(sealed: Buffer, key: KeyObject, label: Buffer, place: Place): Buffer {
  try {
    const nonce = sealed.subarray(0, nonceSize);
    const tag = sealed.subarray(nonceSize, nonceSize + tagSize);
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagSize });
    decipher.setAAD(label).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(nonceSize + tagSize)), decipher.final()]);
  } catch (cause) {
    throw tampered(place, cause);
  }
}

/** JSON keeps the parts apart: no two places share a label. */
function valueLabel({ name, version }: Place): Buffer {
  return Buffer.from(JSON.stringify(['hub vault 1', 'value', name, version]));
}

function keyLabel({ name, version }: Place, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['hub vault 1', 'key', name, version, keyId]));
}

function tampered({ name, version }: Place, cause?: unknown): HubError {
  return new HubError(
    'HUB_SECRET_TAMPERED',
    `密钥“${name}”第 ${version} 版的密文与登记不符，可能被改动或调换，已拒绝使用；请核查数据库，并由部门重新提供（hub secrets rotate）。`,
    { name, version },
    cause,
  );
}

function wrongKey({ name, version }: Place, keyId: string, { ids }: KeyRing): HubError {
  return new HubError(
    'HUB_VAULT_KEY_WRONG',
    `密钥“${name}”由主密钥 ${keyId} 加密，现有主密钥（${ids.join('、')}）打不开：请核对 HUB_VAULT_KEY、HUB_VAULT_KEY_FILE 或 HUB_VAULT_KEY_COMMAND，更换期间旧主密钥须列在新主密钥之后。`,
    { name, version, keyId },
  );
}
