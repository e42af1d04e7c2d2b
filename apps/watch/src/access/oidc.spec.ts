import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { beginQuery } from '#libs/api';
import { openIssuer, type Issuer } from '../../../../test/support/issuer.js';
import { openWatchApi, type WatchApi } from '../../../../test/support/watch-api.js';

const callback = 'https://hub.example/api/v1/session/oidc/callback';
let issuer: Issuer;
let api: WatchApi;
let url = '';
let folder = '';
let first = '';

beforeAll(async () => {
  issuer = await openIssuer();
  folder = await mkdtemp(join(tmpdir(), 'hub-oidc-'));
  const secrets = join(folder, 'secrets.json');
  await writeFile(secrets, JSON.stringify({ 'oidc.client-secret': issuer.clientSecret }), { mode: 0o600 });
  api = await openWatchApi(secrets);
  ({ url } = await api.listen('operator-token-of-the-spec', {
    issuer: issuer.url,
    clientId: issuer.clientId,
    redirectUri: callback,
    scope: 'openid',
    allowHttp: true,
  }));
  const place = { region: null, department: null };
  for (const name of ['wang.li', 'li.ming'])
    first = await api.accounts.add({ name, title: name, role: 'operator', place, password: null }, 'spec');
  await api.accounts.link('wang.li', { issuer: issuer.url, subject: 'u-1' }, 'spec');
});
afterAll(async () => {
  await api.close();
  await issuer.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  issuer.subject = 'u-1';
  issuer.nonce = null;
});

interface Came {
  readonly query: URLSearchParams;
  readonly cookie: string;
}

/** Begins at the hub, signs in at the issuer, and is sent back: what the browser then holds. */
async function comeBack(returnTo = ''): Promise<Came> {
  const query = returnTo === '' ? '' : `?return=${encodeURIComponent(returnTo)}`;
  const begun = await fetch(`${url}/api/v1/session/oidc${query}`, { redirect: 'manual' });
  expect(begun.status).toBe(302);
  expect(begun.headers.get('set-cookie')).toMatch(
    /^hub_sign_in=.+; Path=\/api\/v1\/session\/oidc; HttpOnly; SameSite=Lax; Secure$/,
  );
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const sent = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
  const back = sent.headers.get('location') ?? '';
  expect(back.startsWith(callback)).toBe(true);
  return { query: new URL(back).searchParams, cookie };
}

async function finish({ query, cookie }: Came): Promise<readonly [number, string, string]> {
  const response = await fetch(`${url}/api/v1/session/oidc/callback?${query.toString()}`, {
    headers: { cookie },
  });
  return [response.status, await response.text(), response.headers.get('set-cookie') ?? ''];
}

async function trail(): Promise<readonly object[]> {
  const { rows } = await api.store.database.query(
    `select action, subject, detail ->> 'subject' as who from ops.audit where action like 'account.sign-in%' order by id`,
  );
  return rows;
}

test('a linked person signs in through the provider, once for each return, and needs no password of the hub', async () => {
  const came = await comeBack();
  const [status, text, cookie] = await finish(came);
  expect([status, JSON.parse(text)]).toEqual([
    200,
    expect.objectContaining({ name: 'account:wang.li', role: 'operator', mustChange: false }),
  ]);
  expect(cookie).toMatch(/^hub_session=.+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  expect((await fetch(`${url}/api/v1/status`, { headers })).status).toBe(200);
  expect(await finish(came)).toEqual([401, expect.stringContaining('已过期或已使用'), '']);
  expect(await trail()).toEqual([{ action: 'account.sign-in', subject: 'wang.li', who: 'u-1' }]);
  await api.accounts.unlink('wang.li', '换了身份', 'spec');
  expect((await fetch(`${url}/api/v1/status`, { headers })).status).toBe(401);
  expect((await finish(await comeBack()))[0]).toBe(401);
  await api.accounts.link('wang.li', { issuer: issuer.url, subject: 'u-1' }, 'spec');
});

test('a browser that began with a path goes on there with its session; a refused one goes nowhere', async () => {
  const begin = async () => {
    const { query, cookie } = await comeBack('/console/cases?state=open#1');
    return fetch(`${url}/api/v1/session/oidc/callback?${query.toString()}`, {
      headers: { cookie },
      redirect: 'manual',
    });
  };
  const signedIn = await begin();
  expect([signedIn.status, signedIn.headers.get('location'), await signedIn.text()]).toEqual([
    302,
    '/console/cases?state=open#1',
    '',
  ]);
  expect(signedIn.headers.get('set-cookie')).toMatch(/^hub_session=/);
  issuer.subject = 'nobody-knows';
  const refused = await begin();
  expect([refused.status, refused.headers.get('location'), refused.headers.get('set-cookie')]).toEqual([
    401,
    null,
    null,
  ]);
});

const elsewhere = [
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '\\\\evil.example',
  '/\t/evil.example',
  '/%0d%0a\r\nset-cookie: a=b',
  'javascript:alert(1)',
  'console',
  '',
];

test('no sign-in begins that would go on to another server, or anywhere but a path', async () => {
  const taken = elsewhere.filter((path) => beginQuery.safeParse({ return: path }).success);
  expect(taken).toEqual([]);
  const begun = await fetch(`${url}/api/v1/session/oidc?return=//evil.example`, { redirect: 'manual' });
  expect([begun.status, await begun.text()]).toEqual([400, expect.stringContaining('return')]);
});

const turned: readonly (readonly [string, string, (came: Came) => Came | Promise<Came>])[] = [
  ['of another browser', '与本浏览器不符', (came) => ({ ...came, cookie: '' })],
  [
    'with another state',
    '与本浏览器不符',
    ({ query, cookie }) => ({
      query: new URLSearchParams({ ...Object.fromEntries(query), state: 'x' }),
      cookie,
    }),
  ],
  [
    'whose code is expired',
    '没有通过',
    (came) => {
      issuer.expireCodes();
      return came;
    },
  ],
  [
    "with another sign-in's code, whose PKCE proof it cannot give",
    '没有通过',
    async ({ query, cookie }) => {
      const other = await comeBack();
      return {
        query: new URLSearchParams({ ...Object.fromEntries(query), code: other.query.get('code') ?? '' }),
        cookie,
      };
    },
  ],
  [
    'whose token speaks of another request',
    '没有通过',
    (came) => {
      issuer.nonce = 'of another';
      return came;
    },
  ],
  [
    'that the provider refused',
    '没有通过',
    ({ query, cookie }) => ({
      query: new URLSearchParams({ state: query.get('state') ?? '', error: 'access_denied' }),
      cookie,
    }),
  ],
  [
    'of somebody nobody linked',
    '没有对应的枢纽账号',
    (came) => {
      issuer.subject = 'stranger';
      return came;
    },
  ],
];

test.each(turned)('a return %s opens no session', async (_, sentence, change) => {
  expect(await finish(await change(await comeBack()))).toEqual([401, expect.stringContaining(sentence), '']);
});

test('a subject belongs to one account; a disabled account is not let in; refusals of strangers are in the audit', async () => {
  await expect(
    api.accounts.link('li.ming', { issuer: issuer.url, subject: 'u-1' }, 'spec'),
  ).rejects.toMatchObject({
    code: 'HUB_ACCESS_REFUSED',
  });
  await api.accounts.disable('wang.li', true, '离岗', 'spec');
  expect(await finish(await comeBack())).toEqual([401, expect.stringContaining('已停用'), '']);
  await api.accounts.disable('wang.li', false, '回岗', 'spec');
  expect(await trail()).toEqual(
    expect.arrayContaining([{ action: 'account.sign-in-refused', subject: 'unknown', who: 'stranger' }]),
  );
});

test('with the provider away one sentence says so, and local accounts still sign in', async () => {
  const came = await comeBack();
  await issuer.close();
  expect(await finish(came)).toEqual([503, expect.stringContaining('统一身份认证暂时不可用'), '']);
  const begun = await fetch(`${url}/api/v1/session/oidc`, { redirect: 'manual' });
  expect([begun.status, await begun.text()]).toEqual([503, expect.stringContaining('本地账号')]);
  const body = JSON.stringify({ name: 'li.ming', password: first });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })).status).toBe(200);
});
