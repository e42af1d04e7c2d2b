import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { operations } from '#libs/api';
import { openWatchApi, type WatchApi } from '../../../test/support/watch-api.js';

let api: WatchApi;
let url = '';
const token = 'operator-token-of-the-spec';

beforeAll(async () => {
  api = await openWatchApi('', { HUB_ACCESS_REQUESTS_PER_MINUTE: '1000000' });
  ({ url } = await api.listen(token));
});
afterAll(() => api.close());

/** Values as they stand in an address, percent-encoded already. */
const odd: Readonly<Record<string, string>> = {
  'U+0000': 'a%00b',
  'a control character': '%1b%5b31m',
  'half of a surrogate pair': '%ed%a0%80',
  'bytes that are no UTF-8': '%ff%fe',
  'a broken percent sign': '%zz',
  'a million digits': '9'.repeat(10_000),
  'a negative number': '-1',
  'a huge number': '99999999999999999999999999',
  'a number with a point': '1.5',
  'a date that is none': '99999-99-99',
  'a day that is none': '2026-02-30',
  'a year no database holds': '%2B275760-09-13T00:00:00Z',
  'the year 0': '0000-01-01T00:00:00Z',
  'a name every object has': '__proto__',
  'another of them': 'constructor',
  'a quote': "'%22%3B--",
  'a wildcard': '%25%5f%5c',
  'a path upwards': '..%2f..%2fetc%2fpasswd',
  'right-to-left': '%e2%80%ae%e6%9c%a8',
  nothing: '',
};

/** A value that each parameter of an address takes, so that the others are judged alone. */
const sound: Readonly<Record<string, string>> = {
  region: '370800',
  month: '2026-02',
  figure: 'overdue',
  name: 'a.txt',
  until: '1',
  signature: 'x',
  state: 'x',
};

interface Asked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

/** Every address with every parameter odd in every way, one at a time. */
function everyRequest(): readonly Asked[] {
  return Object.entries(operations).flatMap(([place, { query }]) => {
    const [method = '', path = ''] = place.split(' ');
    const filled = (odd: string | null) =>
      path.replaceAll(/\{\w+\}/g, odd ?? '1').replace('/sources/1', '/sources/370800.zjj.front');
    const shape = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
    const needed = shape.filter((name) => sound[name] !== undefined);
    const search = (besides: string) =>
      needed.flatMap((name) => (name === besides ? [] : [`${name}=${sound[name] ?? ''}`]));
    const inPath = path.includes('{') ? Object.entries(odd) : [];
    return [
      ...inPath.map(([how, value]) => ({
        name: `${place}: ${how} in its path`,
        method,
        path: `${filled(value)}?${search('').join('&')}`,
      })),
      ...shape.flatMap((name) =>
        [...Object.entries(odd), ['given twice', `1&${name}=2`] as const].map(([how, value]) => ({
          name: `${place}: ${how} as ${name}`,
          method,
          path: `${filled(null)}?${[...search(name), `${name}=${value}`].join('&')}`,
        })),
      ),
      { name: `${place}: a foreign parameter`, method, path: `${filled(null)}?__proto__=1&constructor=2` },
    ];
  });
}

/** Asks without a client that mends addresses. */
function ask(
  { method, path }: Pick<Asked, 'method' | 'path'>,
  body: string | null = method === 'GET' ? null : '{}',
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const asking = httpRequest(
      {
        agent: false,
        hostname,
        port,
        method,
        path,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === null
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    asking.once('error', reject);
    asking.end(body ?? undefined);
  });
}

test('no value of any parameter of any address is answered as a fault of the hub', async () => {
  const asked = everyRequest();
  expect(asked.length).toBeGreaterThan(1_000);
  const faults: string[] = [];
  for (const each of asked) {
    const { status, text } = await ask(each).catch((fault: unknown) => ({
      status: 599,
      text: String(fault),
    }));
    if (status >= 500 || (status >= 400 && !text.includes('"code":"HUB_')))
      faults.push(`${each.name} ${status} ${text.slice(0, 80)}`);
  }
  expect(faults).toEqual([]);
});

const single = { method: 'GET', path: '/api/v1/parked' };

test.each(['U+0000', 'a control character', 'half of a surrogate pair', 'bytes that are no UTF-8'])(
  '%s in an address is refused with the code of a wrong request',
  async (how) => {
    for (const path of [`/api/v1/cases/${odd[how] ?? ''}`, `${single.path}?source=${odd[how] ?? ''}`]) {
      const { status, text } = await ask({ method: 'GET', path });
      expect([status, JSON.parse(text)]).toEqual([400, expect.objectContaining({ code: 'HUB_API_INVALID' })]);
    }
  },
);

const bodies: readonly (readonly [string, string])[] = [
  ['U+0000 in a text', '{"by":"a\\u0000","why":"b","ids":["1"]}'],
  ['half of a surrogate pair', '{"by":"a\\ud800","why":"b","ids":["1"]}'],
  ['a name with U+0000', '{"by":"a","why":"b","ids":["1"],"x\\u0000":1}'],
  ['lists in lists', `{"by":"a","why":"b","ids":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ['__proto__', '{"by":"a","why":"b","ids":["1"],"__proto__":{"x":1}}'],
  ['constructor', '{"by":"a","why":"b","ids":["1"],"constructor":{"prototype":{}}}'],
  ['half a document', '{"by":"a'],
  ['a list', '[1,2]'],
  ['nothing', ''],
  ['null', 'null'],
  ['a number beyond all', '{"by":"a","why":"b","ids":[1e400]}'],
  ['an id beyond all', `{"by":"a","why":"b","ids":["${'9'.repeat(40)}"]}`],
];

test.each(bodies)('a body with %s is refused, and nothing is a fault of the hub', async (_, body) => {
  for (const [place] of Object.entries(operations)) {
    const [method = '', path = ''] = place.split(' ');
    if (method !== 'POST') continue;
    const { status } = await ask({ method, path: path.replaceAll(/\{\w+\}/g, '1') }, body);
    expect([place, status < 500]).toEqual([place, true]);
  }
  const { status, text } = await ask({ method: 'POST', path: '/api/v1/parked/discard' }, body);
  expect([status, JSON.parse(text)]).toEqual([400, expect.objectContaining({ code: 'HUB_API_INVALID' })]);
});

test('odd headers and cookies are no fault of the hub', async () => {
  const headers = [
    { cookie: 'hub-session=%00%ff; __proto__=1; =; ;;' },
    { cookie: 'a='.repeat(2_000) },
    { authorization: 'Bearer \u00ff\u00fe' },
    { authorization: `Bearer ${'x'.repeat(5_000)}` },
    { 'x-csrf-token': '__proto__' },
    { 'content-type': 'application/json; charset=gbk' },
    { 'content-encoding': 'gzip' },
    { 'content-type': 'text/xml' },
  ];
  for (const odd of headers)
    for (const method of ['GET', 'POST'])
      expect((await ask({ ...single, method }, method === 'GET' ? null : '{}', odd)).status).toBeLessThan(
        500,
      );
});
