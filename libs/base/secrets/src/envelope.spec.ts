import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { rewrap, seal, unseal, type Envelope } from './envelope.js';
import { parseKeyRing } from './vault-key.js';

const first = randomBytes(32).toString('base64');
const second = randomBytes(32).toString('base64');
const ring = parseKeyRing(first, 'test');
const place = { name: 'source.370800.zjj.front.url', version: 3 };
const sealed = seal('canary-价值', place, ring.current, randomBytes);

function flip(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

test('what was sealed opens with its key, in its place', () => {
  expect(unseal(sealed, place, ring)).toBe('canary-价值');
});

test('the same value never looks the same twice, and its data key is its own', () => {
  const again = seal('canary-价值', place, ring.current, randomBytes);
  expect(again.ciphertext.equals(sealed.ciphertext)).toBe(false);
  expect(() => unseal({ ...sealed, wrappedKey: again.wrappedKey }, place, ring)).toThrow(
    'HUB_SECRET_TAMPERED',
  );
});

const changes: readonly (readonly [string, Partial<Envelope>, Partial<typeof place>])[] = [
  ['a bit of the nonce', { ciphertext: flip(sealed.ciphertext, 0) }, {}],
  ['a bit of the tag', { ciphertext: flip(sealed.ciphertext, 12) }, {}],
  ['a bit of the value', { ciphertext: flip(sealed.ciphertext, 30) }, {}],
  ['a value cut short', { ciphertext: sealed.ciphertext.subarray(0, 30) }, {}],
  ['nothing left of it', { ciphertext: Buffer.alloc(0) }, {}],
  ['a bit of the wrapped key', { wrappedKey: flip(sealed.wrappedKey, 40) }, {}],
  ['no wrapped key', { wrappedKey: Buffer.alloc(0), keyId: '' }, {}],
  ['the row of another secret', {}, { name: 'source.370800.xzspj.front.url' }],
  ['the row of another version', {}, { version: 4 }],
];

test.each(changes)('what was tampered with does not open: %s', (_what, envelope, elsewhere) => {
  expect(() => unseal({ ...sealed, ...envelope }, { ...place, ...elsewhere }, ring)).toThrow(
    expect.objectContaining({ code: 'HUB_SECRET_TAMPERED', remedy: 'stop' }),
  );
});

test('a wrong key-encryption key is told in one sentence that names both keys and no value', () => {
  const other = parseKeyRing(second, 'test');
  expect(() => unseal(sealed, place, other)).toThrow(
    expect.objectContaining({
      code: 'HUB_VAULT_KEY_WRONG',
      sentence: expect.stringContaining(
        `由主密钥 ${ring.current.id} 加密，现有主密钥（${other.current.id}）打不开`,
      ),
    }),
  );
});

test('rewrapping moves the data key to the present key and leaves the value alone', () => {
  const both = parseKeyRing(`${second}\n${first}`, 'test');
  const moved = rewrap(sealed, place, both, randomBytes);
  const renewed = { ...sealed, ...moved };
  expect(moved.keyId).toBe(both.current.id);
  expect(unseal(renewed, place, parseKeyRing(second, 'test'))).toBe('canary-价值');
  expect(() => unseal(renewed, place, ring)).toThrow('HUB_VAULT_KEY_WRONG');
});

test('printing a key ring shows ids only', () => {
  const bytes = Buffer.from(first, 'base64');
  const shown = `${inspect(ring, { depth: 9, showHidden: true })}${JSON.stringify(ring)}`;
  for (const form of [first, bytes.toString('hex'), bytes.subarray(0, 8).toString('hex')])
    expect(shown).not.toContain(form);
});
