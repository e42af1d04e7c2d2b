import { ByteSink } from './byte-sink.js';
import { BrokenBytes } from './broken-bytes.js';
import { xxh32 } from './xxh32.js';

const frameMagic = 0x184d2204;
const skippable = 0x184d2a50;
const raw = 0x8000_0000;
/** Largest block by the head's code. */
const blockSizes: ReadonlyMap<number, number> = new Map([
  [4, 65_536],
  [5, 262_144],
  [6, 1_048_576],
  [7, 4_194_304],
]);
const windowBytes = 65_536;

interface FrameHead {
  readonly independent: boolean;
  readonly blockChecksums: boolean;
  readonly contentChecksum: boolean;
  readonly contentSize: bigint | null;
  readonly largestBlock: number;
  readonly next: number;
}

/** LZ4 by its frame format 1.6.4: one frame or several, blocks linked or not, every checksum that is there compared. */
export function unlz4(bytes: Buffer, most: number): Buffer {
  const sink = new ByteSink(most, bytes.length * 4);
  for (let at = 0; at < bytes.length;) {
    const magic = uint32(bytes, at);
    if ((magic & 0xffff_fff0) >>> 0 === skippable) at = within(bytes, at + 8 + uint32(bytes, at + 4));
    else if (magic === frameMagic) at = readFrame(bytes, at + 4, sink);
    else throw new BrokenBytes('不是 LZ4 帧');
  }
  return sink.bytes;
}

function readFrame(bytes: Buffer, start: number, sink: ByteSink): number {
  const head = readHead(bytes, start);
  const begun = sink.length;
  let at = head.next;
  for (;;) {
    const size = uint32(bytes, at);
    at += 4;
    if (size === 0) break;
    at = readBlock(bytes, at, size, head, begun, sink);
  }
  const content = sink.bytes.subarray(begun);
  if (head.contentSize !== null && head.contentSize !== BigInt(content.length)) {
    throw new BrokenBytes('帧的内容与自述的长度不符');
  }
  if (!head.contentChecksum) return at;
  if (uint32(bytes, at) !== xxh32(content)) throw new BrokenBytes('帧的校验和不符');
  return at + 4;
}

function readHead(bytes: Buffer, start: number): FrameHead {
  const flags = byteAt(bytes, start);
  if (flags >> 6 !== 1) throw new BrokenBytes('LZ4 帧的版本未知');
  if ((flags & 1) !== 0) throw new BrokenBytes('LZ4 帧要用字典');
  const largestBlock = blockSizes.get((byteAt(bytes, start + 1) >> 4) & 7);
  if (largestBlock === undefined) throw new BrokenBytes('LZ4 帧的块长未知');
  const sized = (flags & 8) !== 0;
  const end = within(bytes, start + 2 + (sized ? 8 : 0));
  if (byteAt(bytes, end) !== ((xxh32(bytes.subarray(start, end)) >>> 8) & 0xff)) {
    throw new BrokenBytes('帧头的校验和不符');
  }
  return {
    independent: (flags & 0x20) !== 0,
    blockChecksums: (flags & 0x10) !== 0,
    contentChecksum: (flags & 4) !== 0,
    contentSize: sized ? bytes.readBigUInt64LE(start + 2) : null,
    largestBlock,
    next: end + 1,
  };
}

function readBlock(
  bytes: Buffer,
  at: number,
  size: number,
  head: FrameHead,
  begun: number,
  sink: ByteSink,
): number {
  const length = size & 0x7fff_ffff;
  const end = within(bytes, at + length);
  if (length > head.largestBlock) throw new BrokenBytes('块比帧头允许的长');
  const block = bytes.subarray(at, end);
  const before = sink.length;
  if ((size & raw) !== 0) sink.put(block, 0, length);
  else readSequences(block, head.independent ? before : Math.max(begun, before - windowBytes), sink);
  if (sink.length - before > head.largestBlock) throw new BrokenBytes('块解压后比帧头允许的长');
  if (!head.blockChecksums) return end;
  if (uint32(bytes, end) !== xxh32(block)) throw new BrokenBytes('块的校验和不符');
  return end + 4;
}

/** One block's sequences: literals, then a copy of what lies at `floor` or after it; the last has literals only. */
function readSequences(block: Buffer, floor: number, sink: ByteSink): void {
  for (let at = 0; ;) {
    const token = byteAt(block, at);
    const literals = readLength(block, at + 1, token >> 4);
    sink.put(block, literals.next, literals.next + literals.length);
    at = literals.next + literals.length;
    if (at === block.length) return;
    const distance = byteAt(block, at) | (byteAt(block, at + 1) << 8);
    if (distance > sink.length - floor) throw new BrokenBytes('回指的位置在数据之前');
    const match = readLength(block, at + 2, token & 15);
    sink.repeat(distance, match.length + 4);
    at = match.next;
  }
}

function readLength(
  block: Buffer,
  start: number,
  nibble: number,
): { readonly length: number; readonly next: number } {
  if (nibble < 15) return { length: nibble, next: start };
  let length = nibble;
  let at = start;
  for (;;) {
    const byte = byteAt(block, at);
    at += 1;
    length += byte;
    if (byte < 255) return { length, next: at };
  }
}

function uint32(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(within(bytes, at + 4) - 4);
}

function within(bytes: Buffer, end: number): number {
  if (end > bytes.length) throw new BrokenBytes('压缩数据不完整');
  return end;
}

function byteAt(block: Buffer, at: number): number {
  const byte = block[at];
  if (byte === undefined) throw new BrokenBytes('压缩数据不完整');
  return byte;
}
