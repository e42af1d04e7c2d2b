import { expect, test } from '@jest/globals';
import { partitionHash } from './partition-hash.js';

test('a key lands where the default partitioner of the Java client puts it', () => {
  const known: readonly (readonly [string, number])[] = [
    ['0', 971027396],
    ['1', 154038159],
    ['128', 1821471473],
    ['2187', 639076445],
    ['16384', 1821743906],
    ['78125', 492992834],
    ['279936', 1462227128],
    ['823543', 133285318],
    ['2097152', 607668903],
    ['4782969', 964783873],
    ['10000000', 317146891],
    ['100:48069', 1009543857],
    ['济宁市住建局', 1038375721],
  ];
  for (const [key, hash] of known) expect([key, partitionHash(Buffer.from(key))]).toEqual([key, hash]);
});
