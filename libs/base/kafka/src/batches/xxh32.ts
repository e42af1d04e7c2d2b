const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

/** XXH32 with seed 0, as LZ4 frames sum their head, blocks and content. */
export function xxh32(bytes: Buffer): number {
  const { length } = bytes;
  let at = length - (length % 16);
  let hash = ((length < 16 ? prime5 : inLanes(bytes, at)) + length) | 0;
  for (; at + 4 <= length; at += 4) {
    hash = Math.imul(rotate((hash + Math.imul(bytes.readUInt32LE(at), prime3)) | 0, 17), prime4);
  }
  for (const byte of bytes.subarray(at)) {
    hash = Math.imul(rotate((hash + Math.imul(byte, prime5)) | 0, 11), prime1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), prime2);
  hash = Math.imul(hash ^ (hash >>> 13), prime3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The part that is a multiple of sixteen bytes, in four lanes of four. */
function inLanes(bytes: Buffer, end: number): number {
  let [one, two, three, four] = [(prime1 + prime2) | 0, prime2, 0, -prime1];
  for (let at = 0; at < end; at += 16) {
    one = round(one, bytes.readUInt32LE(at));
    two = round(two, bytes.readUInt32LE(at + 4));
    three = round(three, bytes.readUInt32LE(at + 8));
    four = round(four, bytes.readUInt32LE(at + 12));
  }
  return (rotate(one, 1) + rotate(two, 7) + rotate(three, 12) + rotate(four, 18)) | 0;
}

function round(lane: number, input: number): number {
  return Math.imul(rotate((lane + Math.imul(input, prime2)) | 0, 13), prime1);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
