import { createHash } from 'node:crypto';

/** Repeatable chance: the same seed throws the same numbers, on every machine. */
export interface Dice {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** One of the list; the list must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** True in `percent` of a hundred throws. */
  chance(percent: number): boolean;
  /** `length` characters of an alphabet. */
  text(length: number, alphabet: string): string;
}

/** Dice of a seed; independent seeds (say, one per case) give independent throws. */
export function diceOf(seed: string): Dice {
  const digest = createHash('sha256').update(seed).digest();
  let a = digest.readUInt32LE(0);
  let b = digest.readUInt32LE(4);
  let c = digest.readUInt32LE(8);
  let d = digest.readUInt32LE(12);
  // sfc32: small, quick and without visible patterns; nothing here is a secret.
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const [first, ...rest] = list;
    const chosen = between(0, rest.length);
    const found = chosen === 0 ? first : rest[chosen - 1];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return {
    between,
    pick,
    chance: (percent) => next() * 100 < percent,
    text: (length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(between(0, alphabet.length - 1))).join(''),
  };
}
