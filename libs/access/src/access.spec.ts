import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { Accounts } from './accounts.js';
import { passwordProblem } from './password.js';
import { isCsrf, SignIn } from './sign-in.js';
import { Tokens } from './tokens.js';

const minute = 60_000;
const zjj = { region: '370800', department: 'zjj' };
const whole = { region: null, department: null };
const good = 'Sunny-Day-2026';

let at = Date.parse('2026-03-02T01:00:00Z');
let clone: TestDatabase;
let database: Database;
let accounts: Accounts;
let signIn: SignIn;
let tokens: Tokens;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 4, applicationName: 'test' });
  const ports = { database, clock: { now: () => new Date(at) }, random: randomBytes };
  const lock = { failures: 3, lockMs: 15 * minute };
  accounts = new Accounts(ports);
  signIn = new SignIn(ports, { lock, idleMs: 30 * minute, longestMs: 60 * minute });
  tokens = new Tokens(ports);
  await database.query(
    `insert into policy.department (region, department, name, uscc, role, partitions, liaison, current)
     values ('370800', 'zjj', '住建', 'x', 'supervision', 1, '', true)`,
  );
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

async function opened(name: string, password: string): Promise<string> {
  const secret = await signIn.open(name, password);
  if (secret === null) throw new Error('no session');
  return secret;
}

test.each([
  ['short', '10 至 200'],
  ['alllowercase1', '三种'],
  ['Wang-2026-abc', '账号名'],
])('the password %s is not good enough', (password, reason) => {
  expect(passwordProblem(password, 'wang')).toContain(reason);
});

test('a person signs in with the first password, may only change it, and then comes with role and place', async () => {
  const person = { name: 'wang.li', title: '王丽', role: 'supervision', place: zjj, password: null } as const;
  const first = await accounts.add(person, 'root');
  const secret = await opened('wang.li', first);
  expect((await signIn.find(secret))?.principal).toMatchObject({ mustChange: true });
  const change = async (before: string, after: string): Promise<string | null> => {
    const signedIn = await signIn.find(secret);
    return signedIn === null ? 'nobody' : signIn.changePassword(signedIn, secret, before, after);
  };
  expect(await change('wrong', good)).toContain('原口令不正确');
  expect(await change(first, first)).toContain('不同');
  const other = await opened('wang.li', first);
  expect(await change(first, good)).toBeNull();
  expect(await signIn.find(other)).toBeNull();
  const found = await signIn.find(secret);
  expect(found?.principal).toMatchObject({
    name: 'account:wang.li',
    role: 'supervision',
    place: zjj,
    mustChange: false,
  });
  expect(found !== null && isCsrf(found.csrf, found) && !isCsrf('other', found)).toBe(true);
  await signIn.close(secret);
  expect(await signIn.find(secret)).toBeNull();
});

test('failures in a row lock an account for a while, even for the right password; unknown names look alike', async () => {
  const person = { name: 'locked', title: '甲', role: 'auditor', place: whole, password: good } as const;
  await accounts.add(person, 'root');
  const tries = await Promise.all([1, 2, 3, 4, 5, 6].map(() => signIn.open('locked', 'wrong')));
  expect(tries).toEqual(Array(6).fill(null));
  expect(await signIn.open('locked', good)).toBeNull();
  expect(await signIn.open('nobody', good)).toBeNull();
  at += 15 * minute;
  expect(await signIn.open('locked', good)).not.toBeNull();
  expect((await accounts.list()).find(({ name }) => name === 'locked')).toMatchObject({ lockedUntil: null });
});

test('a session ends when it idles, when its time is over, and when its account is disabled or reset', async () => {
  const idle = await opened('locked', good);
  at += 31 * minute;
  expect(await signIn.find(idle)).toBeNull();
  const long = await opened('locked', good);
  for (let passed = 0; passed < 50; passed += 25) {
    at += 25 * minute;
    expect(await signIn.find(long)).not.toBeNull();
  }
  at += 11 * minute;
  expect(await signIn.find(long)).toBeNull();
  const cut = await opened('locked', good);
  await accounts.disable('locked', true, '离岗', 'root');
  expect(await signIn.find(cut)).toBeNull();
  expect(await signIn.open('locked', good)).toBeNull();
  await accounts.disable('locked', false, '返岗', 'root');
  const again = await opened('locked', good);
  expect(await signIn.open('locked', await accounts.reset('locked', null, 'root'))).not.toBeNull();
  expect(await signIn.find(again)).toBeNull();
});

test('a token stands for its rights until it expires or is revoked, and its secret is kept nowhere', async () => {
  const machine = { title: '大屏', role: 'auditor', place: { region: '370800', department: null } } as const;
  const issued = await tokens.issue({ ...machine, rights: ['status.read'], days: 2 }, 'root');
  expect(await tokens.find(issued.token)).toMatchObject({
    kind: 'machine',
    name: `token:${issued.id}`,
    rights: ['status.read'],
    place: { region: '370800' },
  });
  expect(await tokens.find(`${issued.token.slice(0, -1)}_`)).toBeNull();
  expect(await tokens.find('hub_nonsense')).toBeNull();
  at += 2 * 24 * 60 * minute;
  expect(await tokens.find(issued.token)).toBeNull();
  const second = await tokens.issue({ ...machine, rights: ['status.read'], days: 1 }, 'root');
  await tokens.revoke(second.id, '丢失', 'root');
  expect(await tokens.find(second.token)).toBeNull();
  const kept = await database.query(`select (select json_agg(t)::text from access.token t)
    || (select json_agg(a)::text from ops.audit a) || (select json_agg(a)::text from access.account a) as all`);
  for (const secret of [second.token.slice(-43), good])
    expect(JSON.stringify(kept.rows)).not.toContain(secret);
});

test('what does not fit is refused in one sentence', async () => {
  const person = { name: 'li', title: '李', role: 'auditor', place: whole, password: good } as const;
  const refusals: readonly (readonly [() => Promise<unknown>, string])[] = [
    [() => accounts.add({ ...person, name: 'Li' }, 'root'), '账号名'],
    [() => accounts.add({ ...person, name: 'locked' }, 'root'), '已存在'],
    [() => accounts.add({ ...person, role: 'approval' }, 'root'), '须指明部门'],
    [() => accounts.add({ ...person, place: zjj }, 'root'), '不属于某个部门'],
    [
      () =>
        accounts.add(
          { ...person, role: 'approval', place: { region: '370800', department: 'none' } },
          'root',
        ),
      '没有部门',
    ],
    [() => accounts.add({ ...person, password: 'weak' }, 'root'), '口令'],
    [() => accounts.reset('nobody', null, 'root'), '没有账号'],
    [() => accounts.disable('nobody', true, 'x', 'root'), '没有账号'],
    [
      () =>
        tokens.issue(
          { title: 'x', role: 'auditor', place: whole, rights: ['sources.change'], days: 1 },
          'root',
        ),
      '超出角色',
    ],
    [
      () =>
        tokens.issue({ title: 'x', role: 'auditor', place: whole, rights: ['status.read'], days: 900 }, 'r'),
      '有效期',
    ],
    [() => tokens.revoke('none', 'x', 'root'), '没有令牌'],
  ];
  for (const [act, reason] of refusals)
    await expect(act()).rejects.toMatchObject({
      code: 'HUB_ACCESS_REFUSED',
      sentence: expect.stringContaining(reason),
    });
});
