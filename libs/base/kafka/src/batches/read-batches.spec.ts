import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { zstdCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { crc32c, createRecordsBatch, Writer, type MessageRecord } from '@platformatic/kafka';
import { readAnswer } from './kafkajs-fetch.js';
import { defaultBounds, readBatches, type ReadBatch } from './read-batches.js';

const timestamp = BigInt(Date.parse('2026-05-06T07:08:09.123Z'));
const text = (value: string): Buffer => Buffer.from(value);

function record(key: string | null, value: string | null, headers?: Map<Buffer, Buffer>): MessageRecord {
  return {
    topic: 't',
    partition: 0,
    timestamp,
    ...(key === null ? {} : { key: text(key) }),
    ...(value === null ? {} : { value: text(value) }),
    ...(headers === undefined ? {} : { headers }),
  } as MessageRecord;
}

const codecs = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const;

/** A batch as a broker keeps it: at an offset, with its checksum. */
function batch(
  records: readonly MessageRecord[],
  change: {
    at?: bigint;
    codec?: keyof typeof codecs;
    content?: Buffer;
    attributes?: number;
    count?: number;
  } = {},
): Buffer {
  const made = Buffer.from(createRecordsBatch([...records], { compression: change.codec ?? 'none' }).buffer);
  const bytes = change.content === undefined ? made : Buffer.concat([made.subarray(0, 61), change.content]);
  bytes.writeBigInt64BE(change.at ?? 0n, 0);
  bytes.writeInt32BE(bytes.length - 12, 8);
  if (change.attributes !== undefined) bytes.writeInt16BE(change.attributes, 21);
  if (change.count !== undefined) bytes.writeInt32BE(change.count, 57);
  bytes.writeUInt32BE(crc32c(Writer.create().append(bytes.subarray(21)).dynamicBuffer), 17);
  return bytes;
}

/** Records of a batch without its head. */
const contentOf = (records: readonly MessageRecord[]): Buffer => batch(records).subarray(61);

const shown = ({ records, firstOffset }: ReadBatch): unknown[] =>
  records.map(({ offsetDelta, key, value }) => [
    firstOffset + BigInt(offsetDelta),
    key?.toString() ?? null,
    value?.toString() ?? null,
  ]);

const only = (bytes: Buffer, bounds = defaultBounds): ReadBatch => {
  const [one, ...others] = readBatches(bytes, bounds);
  if (one === undefined || others.length > 0) throw new Error('expected one batch');
  return one;
};

const many = Array.from({ length: 3_000 }, (_, n) => record(`办件-${n}`, `${n} `.repeat(n % 90)));
const incompressible = [
  record('k', randomBytes(150_000).toString('latin1')),
  record('l', 'a'.repeat(300_000)),
];

describe.each(Object.keys(codecs) as (keyof typeof codecs)[])('%s', (codec) => {
  test('is read record by record, whatever the content is like', () => {
    for (const records of [many, incompressible, [record(null, ''), record('', null)]]) {
      expect(shown(only(batch(records, { codec, at: 700n })))).toEqual(
        shown(only(batch(records, { at: 700n }))),
      );
    }
    expect(shown(only(batch(many, { codec }))).at(-1)).toEqual([2_999n, '办件-2999', '2999 '.repeat(29)]);
  });

  test('broken at any byte, or cut anywhere, it is unreadable with its offsets, or its damage is seen', () => {
    const whole = batch(many.slice(0, 40), { codec }).subarray(61);
    for (let at = 0; at < whole.length; at += 3) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      for (const content of [damaged, whole.subarray(0, at)]) {
        const read = only(batch(many.slice(0, 40), { codec, content, attributes: codecs[codec], at: 5n }));
        expect([read.firstOffset, read.lastOffset]).toEqual([5n, 44n]);
        if (read.unreadable !== null) expect(read.unreadable).toMatch(/[\u4e00-\u9fff]/);
        if (read.unreadable !== null) expect(read.records).toEqual([]);
      }
    }
  });
});

test('content that becomes larger than the bound is refused before memory is taken for it', () => {
  const bomb = [record('k', '0'.repeat(3_000_000))];
  const bounds = { ...defaultBounds, batchBytes: 1_000_000 };
  for (const codec of ['gzip', 'snappy', 'lz4', 'zstd'] as const) {
    const read = only(batch(bomb, { codec }), bounds);
    expect(read.unreadable).toBe(`以 ${codec} 压缩，解压后超过 1000000 字节的上限`);
  }
  const claim = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0x00]);
  expect(only(batch(many, { content: claim, attributes: codecs.snappy })).unreadable).toContain('上限');
  const counts = batch([record('k', 'v')], { count: 2_000_000_000 });
  expect(only(counts).unreadable).toContain('2000000000 条记录');
});

test('several zstd frames, several gzip members and several LZ4 frames are one content; a skippable frame says nothing', () => {
  const content = contentOf(many.slice(0, 50));
  const [first, rest] = [content.subarray(0, 200), content.subarray(200)];
  const lz4 = (bytes: Buffer): Buffer => lz4Frame(bytes);
  const skipped = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
  const all = {
    zstd: Buffer.concat([zstdCompressSync(first), zstdCompressSync(rest)]),
    gzip: Buffer.concat([gzipSync(first), gzipSync(rest)]),
    lz4: Buffer.concat([lz4(first), skipped, lz4(rest)]),
  };
  for (const [codec, joined] of Object.entries(all)) {
    const read = only(batch(many.slice(0, 50), { content: joined, attributes: codecs[codec as 'zstd'] }));
    expect(shown(read)).toHaveLength(50);
  }
});

/** A frame of one stored block, with content size. */
function lz4Frame(bytes: Buffer): Buffer {
  const descriptor = Buffer.from([0x60, 0x70]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE((0x8000_0000 | bytes.length) >>> 0);
  // XXH32 of 60 70, second byte, as the reference implementation writes it for this descriptor.
  return Buffer.concat([
    Buffer.from([0x04, 0x22, 0x4d, 0x18]),
    descriptor,
    Buffer.from([0x73]),
    size,
    bytes,
    Buffer.alloc(4),
  ]);
}

test('snappy is read as snappy-java frames it and as a bare block', () => {
  const records = many.slice(0, 50);
  const bare = batch(records, { codec: 'snappy' }).subarray(61);
  const head = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bare.length);
  const framed = Buffer.concat([head, length, bare]);
  expect(shown(only(batch(records, { content: framed, attributes: codecs.snappy })))).toHaveLength(50);
});

test('one unreadable batch leaves those before and behind it as they are', () => {
  const [one, two] = [record('a', '1'), record('b', '2')];
  const wrongSum = batch([two], { at: 1n });
  wrongSum.writeUInt32BE(7, 17);
  const unknown = batch([two, two], { at: 2n, attributes: 6 });
  const read = readBatches(
    Buffer.concat([batch([one]), wrongSum, unknown, batch([one], { at: 4n, codec: 'zstd' })]),
  );
  expect(read.map(({ unreadable }) => unreadable)).toEqual([
    null,
    '校验和不符，数据在传输或磁盘上损坏',
    '压缩方式编号 6 未知',
    null,
  ]);
  expect(read.map(({ firstOffset, lastOffset }) => [firstOffset, lastOffset])).toEqual([
    [0n, 0n],
    [1n, 1n],
    [2n, 3n],
    [4n, 4n],
  ]);
});

test('a batch that is not whole at the end is left for the next fetch; the first one is never left for ever', () => {
  const [first, second] = [batch([record('a', '1')]), batch([record('b', '2')], { at: 1n })];
  expect(readBatches(Buffer.concat([first, second.subarray(0, -1)]))).toHaveLength(1);
  expect(readBatches(Buffer.concat([first, second.subarray(0, 20)]))).toHaveLength(1);
  expect(only(second.subarray(0, -1))).toMatchObject({ firstOffset: 1n, unreadable: '批的长度与内容不符' });
  const bounds = { ...defaultBounds, fetchBytes: 5 };
  expect(readBatches(Buffer.concat([first, second]), bounds)).toHaveLength(1);
});

test('a message of an older format is told as such', () => {
  const old = Buffer.alloc(40);
  old.writeBigInt64BE(9n, 0);
  old.writeInt32BE(28, 8);
  old.writeInt8(1, 16);
  expect(only(old)).toMatchObject({
    firstOffset: 9n,
    lastOffset: 9n,
    unreadable: '消息格式 v1 不是枢纽能读的 v2',
  });
});

/** An answer to a fetch of version 11 with one partition. */
function answer(batches: readonly Buffer[]): Buffer {
  const records = Buffer.concat(batches);
  const head = Buffer.alloc(4 + 2 + 4 + 4 + 2 + 1 + 4 + 4 + 2 + 8 * 3 + 4 + 4 + 4);
  let at = 10;
  at = head.writeInt32BE(1, at);
  at = head.writeInt16BE(1, at);
  at += head.write('t', at);
  at = head.writeInt32BE(1, at);
  at += 4 + 2 + 24 + 4;
  at = head.writeInt32BE(-1, at);
  head.writeInt32BE(records.length, at);
  return Buffer.concat([head, records]);
}

test('ten thousand headers cost milliseconds; null headers, null keys and times before 1970 are as they were written', () => {
  const headers = new Map(
    Array.from({ length: 10_000 }, (_, n) => [text(`h${n % 7}`), text(String(n))] as const),
  );
  const before = { ...record(null, 'v', headers), timestamp: -1n };
  const started = performance.now();
  const [partition] = readAnswer(answer([batch([before])]), 11).responses[0]?.partitions ?? [];
  expect(performance.now() - started).toBeLessThan(1_000);
  const [message] = partition?.messages ?? [];
  expect(message).toMatchObject({ offset: '0', timestamp: '-1', key: null });
  expect(message?.headers).toHaveLength(10_000);
});

test('where compaction took the end of a batch, the position still goes past it', () => {
  const compacted = batch([record('a', '1')], { at: 10n });
  compacted.writeInt32BE(6, 23);
  compacted.writeUInt32BE(crc32c(Writer.create().append(compacted.subarray(21)).dynamicBuffer), 17);
  const [partition] = readAnswer(answer([compacted]), 11).responses[0]?.partitions ?? [];
  expect(partition?.messages.map(({ offset, isControlRecord }) => [offset, isControlRecord])).toEqual([
    ['10', false],
    ['16', true],
  ]);
});

test('the versions whose internals are replaced are those this was written for', () => {
  const versionOf = (name: string): unknown =>
    (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: unknown }).version;
  expect([versionOf('kafkajs'), versionOf('@platformatic/kafka')]).toEqual(['2.2.4', '2.12.1']);
});
