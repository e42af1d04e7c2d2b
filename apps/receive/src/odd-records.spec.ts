import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PushAnswer } from '#libs/intake';
import { headersOf, openPlace, type ReceivePlace } from './receive-place.js';

let place: ReceivePlace;

beforeAll(async () => {
  place = await openPlace();
}, 60_000);

afterAll(() => place.close());

async function push(records: unknown) {
  const path = '/push/v1/370800.wsjkw.push/inspection';
  const body = typeof records === 'string' ? records : JSON.stringify(records);
  const response = await fetch(new URL(path, place.address), {
    method: 'POST',
    body,
    headers: headersOf(path, body, {}),
  });
  return { status: response.status, answer: (await response.json()) as PushAnswer };
}

const oddNumbers = ['A\u0000B', 'A\u001b[31m', 'A\ud800', 'A\u0007', 'x'.repeat(201)];

test.each(oddNumbers)(
  'a record whose number no key can hold is refused by the name of the field: %j',
  async (id) => {
    const { status, answer } = await push([
      { id: `P${oddNumbers.indexOf(id)}` },
      { id },
      { id: `Q${oddNumbers.indexOf(id)}` },
    ]);
    expect(status).toBe(200);
    expect(answer.records).toMatchObject([
      { outcome: 'accepted' },
      {
        outcome: 'refused',
        field: 'id',
        sentence: expect.stringMatching(/编号字段 id (含有不能用作编号的字符 U\+|超过 200)/),
      },
      { outcome: 'accepted' },
    ]);
  },
);

test('a record that nests deeper than any is refused by the name of the field, those beside it are accepted', async () => {
  const deep = `${'['.repeat(4_000)}1.5${']'.repeat(4_000)}`;
  const { status, answer } = await push(`[{"id":"T1"},{"id":"T2","extra":${deep}},{"id":"T3","fee":1.50}]`);
  expect(status).toBe(200);
  expect(answer.records).toMatchObject([
    { outcome: 'accepted' },
    {
      outcome: 'refused',
      code: 'HUB_RAW_MALFORMED',
      field: 'extra',
      sentence: expect.stringContaining('嵌套超过'),
    },
    { outcome: 'accepted' },
  ]);
});

test('a field may be called what every object has, and a batch after it is watched as before', async () => {
  const { answer } = await push('[{"id":"U1","constructor":"施工方","__proto__":{"a":1},"toString":null}]');
  expect(answer).toMatchObject({ accepted: 1 });
  expect((await push([{ id: 'U2' }])).answer).toMatchObject({ accepted: 1 });
});
