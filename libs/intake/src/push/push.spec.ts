import { createHash, createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Database } from '#base/postgres';
import { cloneDatabase } from '../../../../test/support/servers.js';
import { applySources } from '../apply-sources.js';
import { hashed } from '../reading.js';
import { claimSources } from '../sql/claim-sources.js';
import { brandAs } from '#base/contracts';
import { admit } from './admission.js';
import { freshRows, lastOfEach } from './fresh.js';
import { InFlight } from './in-flight.js';
import { Rates } from './rate.js';
import { signatureFits, signatureOf } from './signature.js';

const parts = {
  method: 'post',
  path: '/push/v1/370800.wsjkw.push/inspection',
  time: '1772416800000',
  idempotencyKey: 'batch-0001',
  body: Buffer.from('[]'),
};

test.each(['sha256', 'sm3'] as const)('a signature covers method, path, time, key and body: %s', (digest) => {
  const body = createHash(digest).update('[]').digest('hex');
  const text = `POST\n/push/v1/370800.wsjkw.push/inspection\n1772416800000\nbatch-0001\n${body}`;
  const expected = createHmac(digest, '密钥').update(text).digest('hex');
  expect(signatureOf(parts, digest, '密钥')).toBe(expected);
  expect(signatureFits(expected.toUpperCase(), expected)).toBe(true);
  const others = [
    { ...parts, method: 'put' },
    { ...parts, path: `${parts.path}x` },
    { ...parts, time: '1772416800001' },
    { ...parts, idempotencyKey: 'batch-0002' },
    { ...parts, body: Buffer.from('[ ]') },
  ];
  for (const other of others) expect(signatureFits(signatureOf(other, digest, '密钥'), expected)).toBe(false);
  expect(signatureFits(signatureOf(parts, digest, '别的'), expected)).toBe(false);
});

test.each([
  [-300_000, 'unknown'],
  [300_000, 'unknown'],
  [-300_001, 'late'],
  [300_001, 'late'],
])('a time %d ms off, where 300 s are allowed, is judged to the millisecond', (offMs, reason) => {
  const at = 1_772_416_800_000;
  const headers = {
    'x-hub-key': 'k1',
    'x-hub-time': String(at + offMs),
    'x-hub-signature': '0'.repeat(64),
    'idempotency-key': 'batch-0001',
  };
  const head = { method: 'POST', path: parts.path, headers };
  const refused = (): unknown => admit(head, new Map(), { now: () => new Date(at) }, 300_000);
  expect(refused).toThrow(expect.objectContaining({ facts: { reason } }));
});

const row = (place: number, key: string, body: string) => ({
  place,
  row: hashed({
    caseNumber: brandAs(key),
    key,
    cursor: { at: null, key: [] },
    cursorAt: null,
    body: Buffer.from(body),
    operation: 'put',
  }),
});

test('a record is new when it differs from what was published of its key, or from its forerunner in the batch', () => {
  const rows = [row(0, 'a', '1'), row(2, 'a', '1'), row(3, 'a', '2'), row(4, 'b', '1'), row(5, 'a', '1')];
  const fresh = freshRows(rows, new Set([2, 3]));
  expect(fresh.map(({ place }) => place)).toEqual([3, 4, 5]);
  expect(lastOfEach(fresh).map(({ key, body }) => `${key}${body.toString()}`)).toEqual(['a1', 'b1']);
});

test('room is given back when the request is over and what it left under way has ended, once', async () => {
  const inFlight = new InFlight(100);
  const room = inFlight.reserve(60);
  const work = Promise.withResolvers<void>();
  room.keep(work.promise);
  room.release();
  room.release();
  expect(() => inFlight.reserve(60)).toThrow('HUB_PUSH_BUSY');
  work.resolve();
  await work.promise;
  await Promise.resolve();
  expect(() => inFlight.reserve(100)).not.toThrow();
});

test('a source sends no faster than its budget, and a burst is paid for afterwards', () => {
  let now = 10_000;
  const rates = new Rates({ now: () => new Date(now) });
  expect(rates.take('s', 30, 10)).toBeNull();
  expect(rates.take('s', 1, 10)).toBe(2);
  expect(rates.take('other', 1_000, null)).toBeNull();
  now = 12_000;
  expect(rates.take('s', 1, 10)).toBeNull();
});

test('a source that is pushed is leased by nobody', async () => {
  const place = await cloneDatabase();
  const database = new Database({ url: place.url, maxConnections: 2, applicationName: 'push spec' });
  const decree = { at: new Date(), by: 'spec', why: 'spec' };
  const text = (connector: string, mode: string): string =>
    `{ document: source, id: 370800.wsjkw.${connector}, name: n, connector: ${connector}, standard: s, generation: g,
       streams: [{ name: a, kind: inspection, mode: ${mode}, key: [id], caseNumber: id }] }`;
  const documents = [
    { path: 'a.yaml', text: text('push', 'push') },
    { path: 'b.yaml', text: text('rest', 'cursor') },
  ];
  try {
    await database.transaction((tx) => applySources(tx, documents, decree, { admit: ['*'] }));
    expect(await claimSources(database, 'me', 9, 1_000, 1_000)).toEqual(['370800.wsjkw.rest']);
    const wrong = [{ path: 'c.yaml', text: text('rest', 'push') }];
    await expect(database.transaction((tx) => applySources(tx, wrong, decree))).rejects.toThrow('推送');
  } finally {
    await database.close();
    await place.drop();
  }
});
