import { expect, test } from '@jest/globals';
import { createRecordsBatch, NumericMap, type MessageRecord } from '@platformatic/kafka';
import { encodeBatch } from './record-batch.js';

const atMs = Date.parse('2026-05-06T07:08:09.123Z');
const timestamp = BigInt(atMs);
const text = (value: string): Buffer => Buffer.from(value);

function message(key: Buffer | null, value: Buffer, headers?: Map<Buffer, Buffer>): MessageRecord {
  return { topic: 't', partition: 3, value, timestamp, ...(key && { key }), ...(headers && { headers }) };
}

const long = 'ab𠮷中文'.repeat(20_000);
const batches: readonly (readonly MessageRecord[])[] = [
  [message(text('k'), text('v'))],
  [message(null, text(''))],
  [message(text(''), text(long), new Map([[text('hash'), text('')]]))],
  // Places, lengths and header counts on both sides of where a varint grows.
  Array.from({ length: 9_000 }, (_, n) => message(text(`办件-${n}`), text('x'.repeat(n % 70)))),
  Array.from({ length: 70 }, (_, n) => {
    const headers = Array.from(
      { length: n },
      (_none, at) => [text(`h${at}`), text('值'.repeat(at))] as const,
    );
    return message(text('k'), text('y'.repeat(8_190 + n)), new Map(headers));
  }),
];

test('a batch is byte for byte what the client itself would send', () => {
  const sequences = new NumericMap([['t:3', 77]]);
  for (const records of batches) {
    const options = { producerId: 4_503_599_627_370_497n, producerEpoch: 5, sequences };
    const theirs = createRecordsBatch(
      records.map((record) => ({ ...record })),
      options,
    ).buffer;
    const ours = encodeBatch(records, { ...options, firstSequence: 77 }, atMs);
    expect(ours.equals(theirs)).toBe(true);
  }
});
