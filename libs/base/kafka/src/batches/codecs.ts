import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { BrokenBytes } from './broken-bytes.js';
import { unlz4 } from './lz4.js';
import { unsnappy } from './snappy.js';

/** Reads compressed bytes, at most so many of them; throws an error whose message says in Chinese what is wrong. */
export type Codec = (bytes: Buffer, most: number) => Buffer;

/** Names of the codecs by their number in a batch's attributes. */
export const codecNames: readonly string[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

/** Every codec Kafka knows, by its number in a batch's attributes; null for one it does not know. */
export function codecOf(number: number): Codec | null {
  return codecs[number] ?? null;
}

const codecs: readonly Codec[] = [
  (bytes) => bytes,
  (bytes, most) => inZlib(most, () => gunzipSync(bytes, { maxOutputLength: most })),
  unsnappy,
  unlz4,
  (bytes, most) => inZlib(most, () => unzstd(bytes, most)),
];

/** Node.js reads the first frame and passes over what follows; the protocol allows several. */
function unzstd(bytes: Buffer, most: number): Buffer {
  const frames: Buffer[] = [];
  let left = most;
  for (let at = 0; at < bytes.length;) {
    const rest = bytes.subarray(at);
    const { buffer, engine } = readFrame(rest, Math.max(left, 1));
    if (engine.bytesWritten <= 0 || engine.bytesWritten > rest.length)
      throw new BrokenBytes('压缩数据不完整');
    frames.push(buffer);
    left -= buffer.length;
    at += engine.bytesWritten;
    if (left < 0) throw new BrokenBytes(tooLong(most));
  }
  if (frames.length === 0) throw new BrokenBytes('压缩数据为空');
  return frames.length === 1 ? (frames[0] ?? bytes) : Buffer.concat(frames);
}

interface Frame {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** With `info` Node.js answers what it read as well, which its types do not say. */
function readFrame(bytes: Buffer, most: number): Frame {
  const answer: unknown = zstdDecompressSync(bytes, { maxOutputLength: most, info: true });
  return answer as Frame;
}

function inZlib(most: number, work: () => Buffer): Buffer {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof BrokenBytes) throw thrown;
    const code: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'code') : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new BrokenBytes(tooLong(most), { cause: thrown });
    throw new BrokenBytes(code === 'Z_BUF_ERROR' ? '压缩数据不完整' : '压缩数据已损坏', { cause: thrown });
  }
}

function tooLong(most: number): string {
  return `解压后超过 ${most} 字节的上限`;
}
