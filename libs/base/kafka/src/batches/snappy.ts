import { ByteSink } from './byte-sink.js';
import { BrokenBytes } from './broken-bytes.js';

/** Head of snappy-java's stream: its name, then two versions of four bytes each. */
const xerial = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const xerialHead = 16;

/** Snappy as Java clients frame it (snappy-java's stream of blocks), or a bare block, as librdkafka and others write it. */
export function unsnappy(bytes: Buffer, most: number): Buffer {
  const sink = new ByteSink(most, bytes.length * 4);
  if (!bytes.subarray(0, xerial.length).equals(xerial)) {
    readBlock(bytes, sink);
    return sink.bytes;
  }
  for (let at = xerialHead; at < bytes.length;) {
    if (at + 4 > bytes.length) throw new BrokenBytes('分块的长度不完整');
    const length = bytes.readUInt32BE(at);
    at += 4;
    if (at + length > bytes.length) throw new BrokenBytes('分块比压缩数据长');
    readBlock(bytes.subarray(at, at + length), sink);
    at += length;
  }
  return sink.bytes;
}

/** One block, by snappy's format description: its length as a varint, then literals and copies. */
function readBlock(block: Buffer, sink: ByteSink): void {
  const [length, start] = readLength(block);
  if (length > sink.most) throw new BrokenBytes(`解压后超过 ${sink.most} 字节的上限`);
  const end = sink.length + length;
  const begun = sink.length;
  for (let at = start; at < block.length;) {
    at = (byteAt(block, at) & 3) === 0 ? readLiteral(block, at, sink) : readCopy(block, at, sink, begun);
    if (sink.length > end) throw new BrokenBytes('块比自述的长度长');
  }
  if (sink.length !== end) throw new BrokenBytes('块比自述的长度短');
}

function readLength(block: Buffer): readonly [length: number, next: number] {
  let length = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = byteAt(block, at);
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return [length, at + 1];
  }
  throw new BrokenBytes('块的长度无法识别');
}

function readLiteral(block: Buffer, at: number, sink: ByteSink): number {
  const short = byteAt(block, at) >> 2;
  const more = short < 60 ? 0 : short - 59;
  if (at + 1 + more > block.length) throw new BrokenBytes('字面数据的长度不完整');
  const length = (more === 0 ? short : block.readUIntLE(at + 1, more)) + 1;
  const start = at + 1 + more;
  sink.put(block, start, start + length);
  return start + length;
}

function readCopy(block: Buffer, at: number, sink: ByteSink, begun: number): number {
  const tag = byteAt(block, at);
  const kind = tag & 3;
  const size = kind === 1 ? 1 : kind === 2 ? 2 : 4;
  if (at + 1 + size > block.length) throw new BrokenBytes('回指不完整');
  const low = block.readUIntLE(at + 1, size);
  const distance = kind === 1 ? ((tag >> 5) << 8) | low : low;
  const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
  if (distance > sink.length - begun) throw new BrokenBytes('回指的位置在块之前');
  sink.repeat(distance, length);
  return at + 1 + size;
}

function byteAt(block: Buffer, at: number): number {
  const byte = block[at];
  if (byte === undefined) throw new BrokenBytes('压缩数据不完整');
  return byte;
}
