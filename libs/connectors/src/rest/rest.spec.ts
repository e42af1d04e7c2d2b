import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { retryAfter } from '#base/http';
import { startHttpDepartment, type Answering, type HttpDepartment } from '../conformance/rest-department.js';
import { casesOf, pagesOf } from '../conformance/reading.js';

let department: HttpDepartment;
const good = JSON.stringify({ code: '0', rows: [{ id: 'c1', at: '2026-03-02 10:00:00', big: 0 }] }).replace(
  '"big":0',
  '"big":12345678901234567890.50',
);

beforeAll(async () => {
  department = await startHttpDepartment();
});
afterAll(async () => {
  await department.close();
});

async function read(settings: object = {}, stream: object = {}): Promise<readonly string[]> {
  const reader = await department.open(settings, stream);
  try {
    const pages = await pagesOf(reader, department.stream);
    return pages.flatMap((page) => casesOf(page.rows));
  } finally {
    await reader.close();
  }
}

const hex = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex');
const hmac = (algorithm: string, key: string, text: string): string =>
  createHmac(algorithm, key).update(text).digest('base64');

type Proof = (request: Parameters<Answering>[0]) => boolean;
const proofs: readonly (readonly [string, object, object, Proof])[] = [
  [
    'basic',
    { username: 'u', passwordSecret: 'p' },
    {},
    ({ headers }) => headers.authorization === `Basic ${Buffer.from('u:值-p').toString('base64')}`,
  ],
  [
    'apiKey',
    { name: 'k', in: 'parameter', keySecret: 'p' },
    {},
    ({ url }) => url.searchParams.get('k') === '值-p',
  ],
  [
    'hmac',
    { appId: 'a', keySecret: 'p' },
    { parameters: { b: '2', a: '1' } },
    ({ url, headers }) => {
      const { 'x-timestamp': time, 'x-nonce': nonce, 'x-signature': sign } = headers;
      const text = ['GET', url.pathname, 'a=1&b=2', hex('sm3', ''), time, nonce].join('\n');
      return sign === hmac('sm3', '值-p', text);
    },
  ],
  [
    'sortedDigest',
    { appId: 'a', keySecret: 'p' },
    { parameters: { z: '2', b: '1' } },
    ({ url }) => {
      const { sign, ...rest } = Object.fromEntries(url.searchParams);
      const pairs = Object.keys(rest)
        .sort()
        .map((name) => `${name}=${rest[name] ?? ''}`);
      return sign === hex('md5', `${pairs.join('&')}&key=值-p`).toUpperCase();
    },
  ],
  [
    'jining',
    { appMark: 'm', appWordSecret: 'p' },
    { method: 'POST', parameters: { day: '1' } },
    ({ body }) => {
      const { txnBodyCom: sent } = JSON.parse(body) as { txnBodyCom: Record<string, string> };
      return sent['sign'] === hex('md5', `${sent['time'] ?? ''}m值-p`);
    },
  ],
];

test.each(proofs)(
  'signs as %s asks, and a refused signature is no retry',
  async (kind, settings, stream, proof) => {
    department.answer((request, response) => void response.writeHead(proof(request) ? 200 : 401).end(good));
    const signature = { kind, ...settings };
    expect(await read({ signature }, stream)).toEqual(['C1']);
    department.answer((_, response) => void response.writeHead(401).end());
    await expect(read({ signature }, stream)).rejects.toMatchObject({
      code: 'HUB_SOURCE_DENIED',
      remedy: 'stop',
    });
  },
);

test('the sharing platform gives a key first, and a refused key is fetched anew', async () => {
  let keys = 0;
  department.answer(({ url, headers }, response) => {
    const text = `s1r1${String(headers['gjgxjhpt_rtime'])}`;
    const signed = (key: string): boolean => headers['gjgxjhpt_sign'] === hmac('sha256', key, text);
    if (url.pathname === '/key') {
      keys += signed('值-app') ? 1 : 0;
      return void response.end(JSON.stringify({ data: { secret: `k${keys}` } }));
    }
    response.writeHead(signed('k2') ? 200 : 401).end(good);
  });
  const signature = { kind: 'sharingPlatform', rid: 'r1', sid: 's1', appKeySecret: 'app', keyPath: '/key' };
  expect(await read({ signature })).toEqual(['C1']);
  expect(keys).toBe(2);
});

test('an OAuth2 token is fetched once and used for every page', async () => {
  let tokens = 0;
  department.answer(({ url, headers, body }, response) => {
    if (url.pathname === '/token') {
      tokens += new URLSearchParams(body).get('client_secret') === '值-c' ? 1 : 0;
      return void response.end('{"access_token":"t","expires_in":3600}');
    }
    response.writeHead(headers.authorization === 'Bearer t' ? 200 : 401).end(good);
  });
  const signature = { kind: 'oauth2', tokenPath: '/token', clientId: 'i', clientSecret: 'c' };
  expect(await read({ signature }, { paging: { kind: 'page' }, parameters: { page: '${page}' } })).toEqual([
    'C1',
  ]);
  expect(tokens).toBe(1);
});

test.each<readonly [string, Answering]>([
  ['429 with Retry-After', (_, response) => void response.writeHead(429, { 'retry-after': '1' }).end()],
  ['500', (_, response) => void response.writeHead(500).end()],
  ['a cut in mid-body', (_, response) => void response.write(good.slice(0, 9), () => response.destroy())],
  ['a business code that says later', (_, response) => void response.end('{"code":"busy"}')],
])('%s is waited out', async (_, fault) => {
  let requests = 0;
  department.answer((request, response) => {
    requests += 1;
    if (requests === 1) fault(request, response);
    else response.end(good);
  });
  expect(await read({}, { result: { code: 'code', success: ['0'], retry: ['busy'] } })).toEqual(['C1']);
  expect(requests).toBe(2);
});

test.each<readonly [string, Answering, object]>([
  ['a slow drip', (_, response) => void response.write('{'), { code: 'HUB_SOURCE_TIMEOUT' }],
  [
    'HTML in place of JSON',
    (_, response) => void response.end('<html>请登录</html>'),
    { facts: { reason: 'malformed' } },
  ],
  [
    'a long Retry-After',
    (_, response) => void response.writeHead(429, { 'retry-after': '900' }).end(),
    { remedy: 'retry', facts: { reason: 'busy', retryAfter: 900 } },
  ],
  [
    'a redirect to another host',
    (_, response) => void response.writeHead(302, { location: 'http://example.test/rows' }).end(),
    { facts: { reason: 'redirected' } },
  ],
  [
    'an answer too large',
    (_, response) => void response.end('x'.repeat(9_000)),
    { facts: { reason: 'large' } },
  ],
  [
    'a business code for no right',
    (_, response) => void response.end('{"code":"403"}'),
    { code: 'HUB_SOURCE_DENIED' },
  ],
  [
    'an answer without records',
    (_, response) => void response.end('{"code":"0"}'),
    { facts: { reason: 'shape' } },
  ],
])('%s is a fault with its reason', async (_, answering, fault) => {
  department.answer(answering);
  const settings = { timeout: '300ms', limits: { responseBytes: 5_000 } };
  const result = { code: 'code', success: ['0'], denied: ['403'] };
  await expect(read(settings, { result })).rejects.toMatchObject({
    ...fault,
    ...('facts' in fault ? { facts: expect.objectContaining(fault.facts as object) } : {}),
  });
});

const noon = 'Mon, 02 Mar 2026 12:00:00 GMT';
test.each([
  ['30', null, 30],
  ['Mon, 02 Mar 2026 12:00:30 GMT', noon, 30],
  ['Mon, 02 Mar 2026 12:05:00 GMT', null, 0],
  ['Mon, 02 Mar 2026 11:59:00 GMT', noon, 0],
  ['1.5', noon, null],
  [null, noon, null],
])('Retry-After %s in an answer of %s is %s seconds, by the clock of the service', (told, date, seconds) => {
  const headers: Readonly<Record<string, string | null>> = { 'retry-after': told, date };
  const clock = { now: () => new Date('2026-03-02T12:10:00Z') };
  expect(retryAfter((name) => headers[name] ?? null, clock)).toBe(seconds);
});

test('the signal ends a waiting request at once, quietly', async () => {
  const stop = new AbortController();
  department.answer(() => stop.abort());
  const reader = await department.open({ timeout: '1m' });
  expect(await pagesOf(reader, department.stream, {}, stop.signal)).toEqual([]);
  await reader.close();
});

test('numbers stay as written', async () => {
  department.answer((_, response) => void response.end(good));
  const reader = await department.open();
  const [page] = await pagesOf(reader, department.stream);
  expect(String(page?.rows[0]?.body)).toContain('"big":"12345678901234567890.50"');
  await reader.close();
});

test.each([
  [{ typo: 1 }, {}, 'settings.typo'],
  [{ signature: { kind: 'md4' } }, {}, 'settings.signature.kind'],
  [{}, { path: '' }, 'streams.inspection.settings.path'],
  [{}, { parameters: { a: '${nothing}' } }, 'streams.inspection.settings.parameters'],
  [{}, { order: undefined }, 'streams.inspection.settings.order'],
])('settings %j %j are refused by name', async (settings, stream, path) => {
  await expect(department.open(settings, stream)).rejects.toMatchObject({
    code: 'HUB_SOURCE_INVALID',
    facts: { path },
  });
});

test('a check tells what is missing and never a secret', async () => {
  department.answer((_, response) => void response.end('{"rows":[{"id":"c1"}]}'));
  const reader = await department.open({ signature: { kind: 'apiKey', name: 'k', keySecret: 'p' } });
  const lines = await reader.check();
  expect(lines.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'fault']);
  expect(JSON.stringify(lines)).not.toContain('值-p');
  await reader.close();
});
