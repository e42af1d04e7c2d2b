import { hash } from 'node:crypto';

/** 16 bytes are 21 characters and two bits of another. */
const wholeCharacters = 21;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const twoBits = new Map(Array.from(alphabet, (letter, value) => [letter, alphabet.charAt(value & 0b110000)]));

/** The first 16 bytes of SHA-256 of a row's body, in base64url: 22 characters, as they stand in a raw message's header. */
export function contentHash(body: Uint8Array): string {
  // Cut as a text: to cut the bytes and print those costs as much as the digest.
  const whole = hash('sha256', body, 'base64url');
  return whole.slice(0, wholeCharacters) + (twoBits.get(whole.charAt(wholeCharacters)) ?? '');
}
