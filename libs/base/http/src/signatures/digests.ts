import { createHash, createHmac, getHashes } from 'node:crypto';
import { z } from 'zod';
import { restFault } from '../faults.js';

/** Digest algorithms seen at departments. */
export const digestSchema = z.enum(['md5', 'sha1', 'sha256', 'sm3'], {
  error: '应为 md5、sha1、sha256 或 sm3',
});

/** One of them. */
export type Digest = z.output<typeof digestSchema>;

/** Refuses an algorithm this machine's OpenSSL does not have (SM3 may be missing). */
export function requireDigest(source: string, digest: Digest): void {
  if (!getHashes().includes(digest)) throw restFault(source, 'algorithm', { algorithm: digest });
}

/** A digest in lower-case hexadecimal. */
export function hexOf(digest: Digest, text: string): string {
  return createHash(digest).update(text, 'utf8').digest('hex');
}

/** A keyed digest. */
export function hmacOf(digest: Digest, key: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac(digest, key).update(text, 'utf8').digest(encoding);
}
