import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The digests a department may sign with. */
export type SigningDigest = 'sha256' | 'sm3';

/** What is signed: one line each of method, path, time (epoch milliseconds), idempotency key and the body's digest in hex. */
export interface SignedParts {
  readonly method: string;
  readonly path: string;
  readonly time: string;
  readonly idempotencyKey: string;
  readonly body: Uint8Array;
}

/** The signature a sender has to give, in hex. */
export function signatureOf(parts: SignedParts, digest: SigningDigest, secret: string): string {
  const body = createHash(digest).update(parts.body).digest('hex');
  const lines = [parts.method.toUpperCase(), parts.path, parts.time, parts.idempotencyKey, body];
  return createHmac(digest, secret).update(lines.join('\n')).digest('hex');
}

/** Whether a signature fits; takes the same time whatever is wrong with it. */
export function signatureFits(given: string, expected: string): boolean {
  const left = createHash('sha256').update(given.toLowerCase()).digest();
  const right = createHash('sha256').update(expected).digest();
  return timingSafeEqual(left, right);
}
