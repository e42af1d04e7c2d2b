import { brandAs, type CaseNumber, type RecordToPut, type SourceId, type StreamName } from '#base/contracts';
import { expect, test } from '@jest/globals';
import { foldBatch } from './fold-batch.js';

function put(revision: number, hash: string, offset: bigint, caseNumber = 'C1'): RecordToPut {
  return {
    record: {
      kind: 'application',
      source: brandAs<SourceId>('370800.test.front'),
      caseNumber: brandAs<CaseNumber>(caseNumber),
      rowKey: '',
      revision,
      removed: false,
      values: [],
      originals: {},
      standard: 'shandong-front',
      generation: 'b',
      mappingVersion: 'v1',
      findings: [],
    },
    vanished: false,
    position: { topic: 't', partition: 0, offset },
    hash,
    body: Buffer.from('{}'),
    readAt: '2026-03-02T02:00:00.000Z',
    stream: brandAs<StreamName>('application'),
  };
}

test('a key that occurs twice goes in once, by its highest revision, whatever the order', () => {
  const newer = put(200, 'b', 1n);
  const older = put(100, 'a', 2n);
  expect(foldBatch([newer, older])).toEqual({
    winners: [newer],
    losers: [{ put: older, conflict: false }],
    repeats: [],
  });
  expect(foldBatch([older, newer])).toEqual({
    winners: [newer],
    losers: [{ put: older, conflict: false }],
    repeats: [],
  });
});

test('of the same revision with other content the later read wins, and the earlier one is a conflict', () => {
  const first = put(100, 'a', 1n);
  const second = put(100, 'b', 2n);
  expect(foldBatch([first, second])).toEqual({
    winners: [second],
    losers: [{ put: first, conflict: true }],
    repeats: [],
  });
});

test('an exact repeat is counted and does nothing else', () => {
  const first = put(100, 'a', 1n);
  const again = put(100, 'a', 2n);
  expect(foldBatch([first, again])).toEqual({ winners: [first], losers: [], repeats: [again] });
});

test('keys of different cases never meet', () => {
  const one = put(100, 'a', 1n, 'C1');
  const two = put(100, 'a', 2n, 'C2');
  expect(foldBatch([one, two]).winners).toEqual([one, two]);
});

test('a page that lies in the batch twice gives each of its editions once, the lower ones too', () => {
  const older = put(100, 'a', 1n);
  const newer = put(200, 'b', 2n);
  const olderAgain = put(100, 'a', 3n);
  const newerAgain = put(200, 'b', 4n);
  expect(foldBatch([older, newer, olderAgain, newerAgain])).toEqual({
    winners: [newer],
    losers: [{ put: older, conflict: false }],
    repeats: [olderAgain, newerAgain],
  });
});
