import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { PushAnswer } from '#libs/intake';
import { eventually } from '../../../test/support/eventually.js';
import { headersOf, openPlace, type ReceivePlace, type Wish } from './receive-place.js';

let place: ReceivePlace;
const inBroker = (system?: string): Promise<number> => place.inBroker(system);

beforeAll(async () => {
  place = await openPlace();
}, 60_000);

beforeEach(() => {
  place.slow(Promise.resolve());
});

afterAll(async () => {
  await place.close();
});

async function push(records: unknown, wish: Wish = {}) {
  const path = `/push/v1/370800.wsjkw.${wish.source ?? 'push'}/inspection`;
  const body = typeof records === 'string' ? records : JSON.stringify(records);
  const response = await fetch(new URL(path, place.address), {
    method: 'POST',
    body,
    headers: headersOf(path, body, wish),
  });
  const answer = (await response.json()) as PushAnswer & { readonly code: string; readonly sentence: string };
  return { status: response.status, answer, headers: response.headers };
}

test('a batch is answered record by record, and what is accepted lies in the broker', async () => {
  const before = await inBroker();
  const long = 'x'.repeat(2_000);
  const { status, answer } = await push([
    { id: 'A1', fee: 1 },
    'text',
    { id: ' ' },
    { id: 'A2', note: long },
  ]);
  expect(status).toBe(200);
  expect(answer).toMatchObject({ accepted: 1, repeated: 0, refused: 3 });
  expect(answer.records).toMatchObject([
    { index: 0, outcome: 'accepted' },
    { index: 1, outcome: 'refused', code: 'HUB_RAW_MALFORMED', field: null },
    { index: 2, outcome: 'refused', code: 'HUB_FIELD_MISSING', field: 'id' },
    { index: 3, outcome: 'refused', code: 'HUB_FIELD_TOO_LONG' },
  ]);
  expect(await inBroker()).toBe(before + 1);
  const { rows } = await place.database.query(
    `select rows_read::int as read, rows_published::int as published, drained_at is not null as drained
       from intake.checkpoint where source = '370800.wsjkw.push'`,
  );
  expect(rows).toEqual([{ read: 4, published: 1, drained: true }]);
});

test('a record that gives a field twice is refused by the name of the field, wherever in it that is', async () => {
  const { answer } = await push('[{"id":"R1","fee":1,"fee":2},{"id":"R2"},{"id":"R3","to":[{"a":1,"a":1}]}]');
  expect(answer.records).toMatchObject([
    { outcome: 'refused', code: 'HUB_RAW_MALFORMED', field: 'fee' },
    { outcome: 'accepted' },
    { outcome: 'refused', field: 'to.0.a', sentence: expect.stringContaining('字段 to.0.a 出现了两次') },
  ]);
});

test('the same idempotency key gets the same answer, another content under it is refused', async () => {
  const batch = randomUUID();
  const first = await push([{ id: 'B1' }], { batch });
  const before = await inBroker();
  const again = await push([{ id: 'B1' }], { batch });
  expect(again.answer).toEqual(first.answer);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await push([{ id: 'B2' }], { batch })).status).toBe(409);
  expect(await inBroker()).toBe(before);
});

test('a record sent again under another key is repeated, a changed one is accepted', async () => {
  await push([{ id: 'C1', v: 1 }]);
  const before = await inBroker();
  const { answer } = await push([
    { id: 'C1', v: 1 },
    { id: 'C1', v: 2 },
    { id: 'C1', v: 2 },
    { id: 'C1', v: 1 },
  ]);
  const outcomes = answer.records.map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['repeated', 'accepted', 'repeated', 'accepted']);
  expect(await inBroker()).toBe(before + 2);
});

test('of two contents of a record sent at once nobody knows the last: the next is news, whichever it is', async () => {
  await push([{ id: 'K1', v: 0 }]);
  const before = await inBroker();
  const acknowledged = Promise.withResolvers<void>();
  place.linger(acknowledged.promise);
  const first = push([{ id: 'K1', v: 1 }]);
  await eventually(async () => expect(await inBroker()).toBe(before + 1));
  place.linger(Promise.resolve());
  expect((await push([{ id: 'K1', v: 2 }])).answer).toMatchObject({ accepted: 1 });
  acknowledged.resolve();
  expect((await first).answer).toMatchObject({ accepted: 1 });
  expect((await push([{ id: 'K1', v: 1 }])).answer).toMatchObject({ accepted: 1 });
  expect((await push([{ id: 'K1', v: 1 }])).answer).toMatchObject({ repeated: 1 });
});

test('two requests with one key at once: one is worked on', async () => {
  const before = await inBroker();
  const batch = randomUUID();
  const both = await Promise.all([1, 2, 3].map(() => push([{ id: 'D1' }], { batch })));
  const done = both.filter(({ status }) => status === 200);
  expect(done.length).toBeGreaterThan(0);
  expect(both.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect(await inBroker()).toBe(before + 1);
});

test('old and new key are valid side by side, also with SM3', async () => {
  expect((await push([{ id: 'E1' }], { key: 'k2', secret: 'new' })).status).toBe(200);
  expect((await push([{ id: 'E1' }], { source: 'sm', digest: 'sm3' })).status).toBe(200);
  expect((await push([{ id: 'E2' }], { source: 'sm' })).status).toBe(401);
});

test.each<[string, number, Wish]>([
  ['a body that was changed', 401, { signed: '[{"id":"F0"}]' }],
  ['the wrong key', 401, { key: 'k2', secret: 'old' }],
  ['a key nobody knows', 401, { key: 'k9' }],
  ['a source nobody knows', 401, { source: 'nobody' }],
  ['a time long past', 401, { time: Date.now() - 400_000 }],
  ['a time far ahead', 401, { time: Date.now() + 400_000 }],
  ['no signature', 401, { headers: { 'x-hub-signature': '' } }],
  ['an idempotency key of nonsense', 401, { headers: { 'idempotency-key': 'a b' } }],
  ['a source that is switched off', 403, { source: 'off' }],
  ['another content type', 415, { headers: { 'content-type': 'text/plain' } }],
])('refused with one sentence, and nothing is published: %s', async (_title, expected, wish) => {
  const before = await inBroker();
  const { status, answer } = await push([{ id: 'F1' }], wish);
  expect(status).toBe(expected);
  expect(answer.sentence).toMatch(/。$/);
  expect(await inBroker()).toBe(before);
});

test('what is no batch, too much or elsewhere is refused', async () => {
  expect((await push('{"id":1}')).status).toBe(400);
  expect((await push('[')).status).toBe(400);
  expect((await push('[]')).status).toBe(400);
  expect((await push(Array.from({ length: 6 }, (_, id) => ({ id })))).status).toBe(413);
  expect((await push(`[${' '.repeat(21_000)}]`)).status).toBe(413);
  const elsewhere = await fetch(new URL('/push/v2/x', place.address), { method: 'POST', body: '[]' });
  expect([elsewhere.status, await elsewhere.json()]).toMatchObject([404, { code: 'HUB_PUSH_INVALID' }]);
  expect((await fetch(place.address)).status).toBe(404);
});

test('a source over its budget is told when to come back', async () => {
  expect((await push([{ id: 'G1' }, { id: 'G2' }, { id: 'G3' }], { source: 'slow' })).status).toBe(200);
  const { status, headers } = await push([{ id: 'G4' }], { source: 'slow' });
  expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
});

test('while the broker is slow, senders are held off, and the held batch is answered when it goes on', async () => {
  const open = Promise.withResolvers<void>();
  place.slow(open.promise);
  const large = [{ id: 'H1', note: 'x'.repeat(900) }];
  const padded = `${JSON.stringify(large)}${' '.repeat(18_000)}`;
  const held = push(padded);
  const late = await untilFull(padded);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  open.resolve();
  expect((await held).status).toBe(200);
  expect((await push(padded)).answer).toMatchObject({ repeated: 1 });
});

test('what the broker did not acknowledge may lie in it: the content before it is news again', async () => {
  await push([{ id: 'L1', v: 0 }]);
  const away = Promise.reject(new Error('broker away'));
  away.catch(() => undefined);
  place.slow(away);
  expect((await push([{ id: 'L1', v: 1 }])).status).toBe(503);
  place.slow(Promise.resolve());
  expect((await push([{ id: 'L1', v: 0 }])).answer).toMatchObject({ accepted: 1 });
});

/** The held batch has to be in before there is no more room. */
async function untilFull(body: string) {
  for (;;) {
    const answer = await Promise.race([push(body, { source: 'sm', digest: 'sm3' }), full()]);
    if (answer.status === 429) return answer;
  }
}

async function full() {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return push('[{"id":"none"}]'.padEnd(15_000), { key: 'k1' });
}

/** Sends the head of a request and the first byte of its body. */
function begin(body: string, length: number): Socket {
  const path = '/push/v1/370800.wsjkw.push/inspection';
  const headers = headersOf(path, body, { headers: { 'content-length': String(length), host: 'hub' } });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(Number(place.address.port), '127.0.0.1');
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n[`);
  return socket;
}

test('a sender that dawdles over its body is cut off', async () => {
  const socket = begin('[{"id":"I1"}]', 13);
  const said: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => said.push(chunk));
  socket.once('end', () => socket.end());
  await once(socket, 'close');
  expect(Buffer.concat(said).toString()).toMatch(/^HTTP\/1.1 408 /);
});

test('a sender that hangs up before it is let in takes no room', async () => {
  const open = Promise.withResolvers<void>();
  place.ponder(open.promise);
  for (let sender = 0; sender < 2; sender += 1) {
    const socket = begin('[]', 19_000);
    socket.end(() => socket.destroy());
    await once(socket, 'close');
  }
  // Served by the same loop after the heads and hang-ups before it.
  expect((await fetch(place.address)).status).toBe(404);
  open.resolve();
  place.ponder(Promise.resolve());
  const large = `[{"id":"J1"}]${' '.repeat(18_000)}`;
  await eventually(async () => expect((await push(large)).status).toBe(200));
});
