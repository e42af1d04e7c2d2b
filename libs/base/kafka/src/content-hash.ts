import { hash } from 'node:crypto';

const hexDigits = 32;

/** The first 16 bytes of SHA-256 of a row's body, as 32 hex digits: the form it is remembered in. */
export function contentHash(body: Uint8Array): string {
  return hash('sha256', body, 'hex').slice(0, hexDigits);
}

/** The same digest as it stands in a raw message's header: base64url. */
export function headerHash(contentHashHex: string): string {
  return Buffer.from(contentHashHex, 'hex').toString('base64url');
}
