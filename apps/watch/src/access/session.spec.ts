import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lived } from '../../../../test/support/lived-hub.js';
import { openWatchApi, type WatchApi } from '../../../../test/support/watch-api.js';

const token = 'operator-token-of-the-spec';
const next = 'Sunny-Day-2026';
let api: WatchApi;
let url = '';
let first = '';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const cookieOf = ({ headers }: Answer): string => headers.get('set-cookie')?.split(';')[0] ?? '';
const csrfOf = ({ text }: Answer): string => /"csrf":"([^"]+)"/.exec(text)?.[1] ?? '';

beforeAll(async () => {
  api = await openWatchApi();
  for (const statement of lived.statements) await api.store.database.query(statement);
  ({ url } = await api.listen(token));
  const place = { region: '370800', department: 'zjj' };
  const person = { name: 'wang.li', title: '王丽', role: 'supervision', place, password: null } as const;
  first = await api.accounts.add(person, 'spec');
});
afterAll(async () => {
  await api.close();
});

test('a person signs in, changes the first password, and writes only with what their session was told', async () => {
  expect(await ask('POST', 'session', {}, { name: 'wang.li', password: 'wrong' })).toMatchObject({
    status: 401,
    text: expect.stringContaining('账号或口令不正确'),
  });
  const opened = await ask('POST', 'session', {}, { name: 'wang.li', password: first });
  expect(opened.headers.get('set-cookie')).toMatch(
    /^hub_session=.+; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  const cookie = cookieOf(opened);
  expect(await ask('GET', 'deadlines', { cookie })).toMatchObject({
    status: 403,
    text: expect.stringContaining('修改口令'),
  });
  const change = { before: first, after: next };
  expect((await ask('POST', 'session/password', { cookie }, change)).status).toBe(403);
  const signed = { cookie, 'x-csrf-token': csrfOf(opened) };
  expect((await ask('POST', 'session/password', signed, { before: first, after: 'weak' })).status).toBe(422);
  expect((await ask('POST', 'session/password', signed, change)).status).toBe(204);
  expect(await ask('GET', 'deadlines', { cookie })).toMatchObject({
    status: 200,
    text: expect.stringContaining('370800.zjj'),
  });
  expect((await ask('DELETE', 'session', signed)).status).toBe(204);
  expect((await ask('GET', 'session', { cookie })).status).toBe(401);
});

test('personal data is uncovered for a stated purpose only, and every look is in the journal, which nobody can rewrite', async () => {
  const opened = await ask('POST', 'session', {}, { name: 'wang.li', password: next });
  const headers = { cookie: cookieOf(opened) };
  expect((await ask('GET', 'cases/C-1', headers)).text).not.toContain('张三丰');
  expect((await ask('GET', 'cases/C-1?reveal=true', headers)).status).toBe(400);
  const shown = await ask('GET', `cases/C-1?reveal=true&purpose=${encodeURIComponent('现场核查')}`, headers);
  expect(shown.text).toContain('张三丰');
  const auditor = await api.tokens.issue(
    {
      title: '审计',
      role: 'auditor',
      place: { region: null, department: null },
      rights: ['journal.read', 'cases.read'],
      days: 1,
    },
    'spec',
  );
  const audit = { authorization: `Bearer ${auditor.token}` };
  expect((await ask('GET', 'cases/C-1?reveal=true&purpose=审计抽查', audit)).status).toBe(403);
  const lines = JSON.parse((await ask('GET', 'journal?subject=C-1', audit)).text) as readonly object[];
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        actor: 'account:wang.li',
        subject: 'C-1',
        purpose: '现场核查',
        revealed: true,
        denial: null,
      }),
      expect.objectContaining({ actor: `token:${auditor.id}`, denial: 'noRight' }),
    ]),
  );
  await expect(api.store.database.query(`delete from access.journal where subject = 'C-1'`)).rejects.toThrow(
    'append only',
  );
});

test('what goes wrong is a problem with code and sentence; headers and bounds protect whoever asks', async () => {
  const operator = { authorization: `Bearer ${token}` };
  const missing = await ask('GET', 'cases/NONE', operator);
  expect(missing.headers.get('content-type')).toContain('application/problem+json');
  expect(JSON.parse(missing.text)).toMatchObject({
    status: 404,
    code: 'HUB_API_MISSING',
    detail: '没有这个办件，请核对编号。',
  });
  expect(missing.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(missing.headers.get('x-content-type-options')).toBe('nosniff');
  expect(missing.headers.get('x-ratelimit-limit')).toBe('1200');
  const large = { event: 'pause', by: '王', why: 'x'.repeat(300_000) };
  expect((await ask('POST', `sources/${lived.source}/transitions`, operator, large)).status).toBe(413);
  const form = { ...operator, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await ask('POST', `sources/${lived.source}/transitions`, form)).status).toBe(415);
  const broken = await fetch(`${url}/api/v1/parked/retry`, {
    method: 'POST',
    headers: { ...operator, 'content-type': 'application/json' },
    body: '{',
  });
  expect(await broken.json()).toMatchObject({ status: 400, detail: '请求体不是正确的 JSON。' });
  const tries = Array.from({ length: 25 }, () => ask('POST', 'session', {}, { name: '', password: '' }));
  const limited = (await Promise.all(tries)).find(({ status }) => status === 429);
  expect(limited?.text).toContain('HUB_API_LIMITED');
});
