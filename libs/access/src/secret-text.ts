import { createHash, timingSafeEqual } from 'node:crypto';

/** Where randomness comes from: so many bytes. */
export type Random = (bytes: number) => Buffer;

const secretBytes = 32;

/** A secret that nobody guesses, as text that fits a cookie and a header. */
export function newSecret(random: Random): string {
  return random(secretBytes).toString('base64url');
}

/** What is kept of a secret. A fast digest is enough: the secret is random, not a person's password. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether a secret is the one whose digest was kept; takes the same time either way. */
export function isSecret(shown: string, digest: Buffer): boolean {
  return timingSafeEqual(digestOf(shown), digest);
}
