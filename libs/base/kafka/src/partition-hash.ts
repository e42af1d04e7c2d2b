const seed = 0x9747b28c;
const multiplier = 0x5bd1e995;

/**
 * The hash Java's default partitioner uses (murmur2, made positive); the partition is this modulo the partition count.
 * Any client with that default puts a key on the same partition as the hub does.
 */
export function partitionHash(key: Buffer): number {
  const whole = key.length & ~3;
  let hash = seed ^ key.length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(key.readInt32LE(at), multiplier);
    word ^= word >>> 24;
    hash = Math.imul(hash, multiplier) ^ Math.imul(word, multiplier);
  }
  if (whole < key.length) {
    for (let at = key.length - 1; at >= whole; at--) hash ^= key.readUInt8(at) << ((at - whole) * 8);
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}
