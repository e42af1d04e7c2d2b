import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '#base/postgres';
import { keyReader, Sealer } from '#base/secrets';
import { projectRoot } from '#base/settings';
import {
  openEnterpriseRegister,
  registeredCodes,
  type EnterpriseRegister,
} from '../../../apps/sandbox/src/national/enterprise-register.js';
import { enterprisesOf } from '../../../apps/sandbox/src/national/enterprise.js';
import { passingPorts } from '../../../docker/local/ports.js';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { parseLookup } from './lookup-definition.js';
import { forgetFormer } from './forget-former.js';
import { Lookups } from './lookups.js';
import type { LookupOutcome } from './outcome.js';
import { selectBreakers as readBreakers } from './sql/select-breakers.js';

const path = 'lookups/enterprise.yaml';
const text = readFileSync(join(projectRoot(), 'config', path), 'utf8');
const [first = '', second = '', third = '', fourth = ''] = registeredCodes;
const people = new Map(enterprisesOf(5));
const minute = 60_000;
const never = new AbortController().signal;
const key = Buffer.alloc(32, 5).toString('base64');
const sealer = new Sealer(keyReader({ key, keyFile: '', keyCommand: '' }));

let at = Math.floor(Date.now() / minute) * minute;
let clone: TestDatabase;
let database: Database;
let register: EnterpriseRegister;
let lookups: Lookups;
let address = '';
const notes: string[] = [];

function openLookups(appKey: string): Lookups {
  const shipped = parseLookup({ path, text });
  const quick = { ...shipped, keep: minute, breaker: { failures: 2, rest: minute } };
  const rate = { perMinute: 50, perCaller: 4 };
  return new Lookups({
    database,
    interfaces: [
      { ...quick, rate },
      { ...quick, id: 'narrow', rate: { ...rate, perMinute: 1 } },
    ],
    secrets: () => Promise.resolve((name) => (name.endsWith('.url') ? address : appKey)),
    sealer,
    clock: { now: () => new Date(at) },
    nonce: randomUUID,
    observer: ({ interface: of, outcome, freshness, seconds }) =>
      void notes.push(`${of} ${outcome} ${freshness} ${seconds >= 0 && seconds < minute}`),
  });
}

function ask(uscc: string, caller: string, more: object = {}): Promise<LookupOutcome> {
  const request = { interface: 'enterprise', fields: { uscc }, caseNumber: 'C-1', purpose: '受理核验' };
  return lookups.ask({ ...request, caller, reveal: false, ...more }, never);
}

const shown = (fields: readonly { name: string; value: string | null }[], name: string): string | null =>
  fields.find((field) => field.name === name)?.value ?? null;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  address = `http://127.0.0.1:${await passingPorts().take('national', 0)}/`;
  register = await openEnterpriseRegister(address, 'app-key');
  lookups = openLookups('app-key');
});
afterAll(async () => {
  lookups.close();
  await register.close();
  await database.close();
  await clone.drop();
});

test.each([
  ['keepStale: 30d', 'keepLonger: 30d', 'keepLonger'],
  ['perMinute: 60', 'perMinute: 0', 'rate.perMinute'],
  ['type: uscc', 'type: code', 'request.uscc.type'],
  ['busy:', 'bussy:', 'answer.result.bussy'],
  ['keepStale: 30d', 'keepStale: 1h', 'keepStale'],
  ['id: enterprise', 'id: person', 'id'],
])('a definition with %s written as %s is refused by file and path', (right, wrong, place) => {
  const definition = { path, text: text.replace(right, wrong) };
  const refusal = { code: 'HUB_LOOKUP_INVALID', facts: expect.objectContaining({ file: path }) };
  expect(() => parseLookup(definition)).toThrow(expect.objectContaining(refusal));
  expect(() => parseLookup(definition)).toThrow(place);
});

test('an answer is fetched once, kept for its time, and personal data is covered unless revealed', async () => {
  const live = await ask(first, '甲');
  const again = await ask(first, '甲', { reveal: true });
  expect([live, again]).toMatchObject([
    { outcome: 'answered', freshness: 'live' },
    { outcome: 'answered', freshness: 'cached' },
  ]);
  const person = people.get(first)?.fddbr ?? '';
  if (live.outcome !== 'answered' || again.outcome !== 'answered') throw new Error('not answered');
  expect(shown(live.fields, 'name')).toBe(people.get(first)?.qymc);
  expect([shown(live.fields, 'legalPerson'), shown(again.fields, 'legalPerson')]).toEqual([
    `${person.slice(0, 1)}**`,
    person,
  ]);
  expect(register.answered).toBe(1);
  expect(notes).toEqual(['enterprise answered live true', 'enterprise answered cached true']);
});

test.each([
  [{ caseNumber: ' ' }, '办件编号'],
  [{ purpose: '' }, '用途'],
  [{ purpose: '查 37081119900101001X' }, '不要写证件号'],
  [{ fields: {} }, '请给出统一社会信用代码'],
  [{ fields: { uscc: `${first.slice(0, 17)}${first.endsWith('0') ? '1' : '0'}` } }, '校验码'],
  [{ fields: { uscc: first, name: 'x' } }, '没有查询字段 name'],
  [{ interface: 'none' }, '没有这个查询接口'],
])('nobody is asked when %j', async (more, sentence) => {
  const refusal = { outcome: 'invalid', sentence: expect.stringContaining(sentence) };
  expect(await ask(first, '甲', more)).toEqual(refusal);
});

test('what the register does not know is said so', async () => {
  expect(await ask('91370811MA3C000009', '甲')).toMatchObject({
    outcome: expect.stringMatching('notFound|invalid'),
  });
  expect(await ask('11370800MB28559184', '甲')).toMatchObject({ outcome: 'notFound' });
});

test('a signing key that is refused is fetched anew; an app key that is refused is a matter for a person', async () => {
  register.revoke();
  expect(await ask(second, '乙')).toMatchObject({ outcome: 'answered', freshness: 'live' });
  const stranger = openLookups('another-key');
  const request = { interface: 'enterprise', fields: { uscc: third }, caseNumber: 'C-1', purpose: '核验' };
  const refused = await stranger.ask({ ...request, caller: '乙', reveal: false }, never);
  stranger.close();
  expect(refused).toEqual({
    outcome: 'refused',
    sentence: expect.stringContaining('拒绝了枢纽的密钥或签名'),
  });
});

test('while the register is down a stale answer is offered as such, nobody presses it, and it is tried again after a rest', async () => {
  await register.close();
  const since = new Date((at += minute));
  expect(await ask(third, '丙')).toMatchObject({ outcome: 'unavailable', since, stale: null });
  const stale = { askedAt: new Date(at - minute), fields: expect.arrayContaining([]) };
  expect(await ask(first, '丙')).toEqual({
    outcome: 'unavailable',
    sentence: expect.stringMatching(/自 .* 起没有正常应答，下面是 .* 查得的旧结果，仅供参考。$/),
    since,
    stale,
  });
  register = await openEnterpriseRegister(address, 'app-key');
  expect(await ask(third, '丙')).toMatchObject({ outcome: 'unavailable', since });
  expect(register.answered).toBe(0);
  expect(notes.at(-1)).toBe('enterprise unavailable none true');
  expect(await readBreakers(database)).toEqual([{ interface: 'enterprise', open: true }]);
  at += minute;
  const stranger = openLookups('another-key');
  const request = { interface: 'enterprise', fields: { uscc: third }, caseNumber: 'C-1', purpose: '核验' };
  const refused = await stranger.ask({ ...request, caller: '丙', reveal: false }, never);
  stranger.close();
  expect(refused.outcome).toBe('refused');
  // What refuses answers: nobody has to wait for another rest.
  expect(await ask(third, '丙')).toMatchObject({ outcome: 'answered', freshness: 'live' });
  expect(await ask(first, '丙')).toMatchObject({ outcome: 'answered', freshness: 'live' });
});

test('a question that is given up on its way is audited, since it may have been asked', async () => {
  const request = { interface: 'enterprise', fields: { uscc: fourth }, caseNumber: 'C-9', purpose: '核验' };
  const hungUp = AbortSignal.abort();
  await expect(lookups.ask({ ...request, caller: '辛', reveal: false }, hungUp)).rejects.toThrow();
  const { rows } = await database.query<{ outcome: string }>(
    "select detail ->> 'outcome' as outcome from ops.audit where action = 'lookup.ask' and actor = '辛'",
  );
  expect(rows).toEqual([{ outcome: 'abandoned' }]);
});

test('a caller and an interface have each their number of questions a minute', async () => {
  const outcomes: string[] = [];
  for (let turn = 0; turn < 5; turn += 1) outcomes.push((await ask(first, '丁')).outcome);
  expect(outcomes).toEqual(['answered', 'answered', 'answered', 'answered', 'limited']);
  const narrow = { interface: 'narrow' };
  expect(await ask(first, '戊', narrow)).toMatchObject({ outcome: 'answered' });
  const retryAt = new Date(at + minute);
  expect(await ask(fourth, '戊', narrow)).toMatchObject({ outcome: 'limited', retryAt });
  expect(await ask(first, '戊', narrow)).toMatchObject({ outcome: 'answered', freshness: 'cached' });
});

test('every question is audited, and neither audit nor cache holds a code, a name or an answer', async () => {
  const { rows } = await database.query<{ actor: string; detail: Record<string, string | null> }>(
    `select actor, detail from ops.audit where action = 'lookup.ask' and subject = 'enterprise' order by id`,
  );
  const told = rows.map(({ actor, detail }) => [
    actor,
    detail['outcome'],
    detail['freshness'],
    detail['revealed'],
  ]);
  expect(told.slice(0, 2)).toEqual([
    ['甲', 'answered', 'live', 'no'],
    ['甲', 'answered', 'cached', 'yes'],
  ]);
  expect(told).toContainEqual(['丙', 'unavailable', 'stale', 'no']);
  expect(told).toContainEqual(['丁', 'limited', null, 'no']);
  expect(rows[0]?.detail).toMatchObject({ case: 'C-1', purpose: '受理核验' });
  const kept = await database.query<{ row: string }>('select a::text as row from lookup.answer a');
  const all = JSON.stringify([rows, kept.rows]);
  for (const { tyshxydm, fddbr, qymc } of people.values())
    for (const secret of [tyshxydm, fddbr, qymc]) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(Buffer.from(secret).toString('hex'));
    }
});

test('after a change of the key what the former one sealed is dropped, at once by the change and later by the next answer', async () => {
  const count = async (): Promise<number> =>
    (await database.query('select from lookup.answer where key_id = $1', ['former'])).rowCount;
  const age = () =>
    database.query("update lookup.answer set key_id = 'former' where interface = 'enterprise'");
  const keyId = (await sealer.seal('x', { name: 'x', version: 1 })).keyId;
  await age();
  const change = { keyId, by: '运维', why: '年度更换', at: new Date(at) };
  const before = await count();
  expect(before).toBeGreaterThan(0);
  expect(await database.transaction((tx) => forgetFormer(tx, change))).toBe(before);
  expect(await database.transaction((tx) => forgetFormer(tx, change))).toBe(0);
  at += minute;
  await ask(first, '己');
  await age();
  await ask(second, '己');
  expect(await count()).toBe(0);
  const { rows } = await database.query("select actor, detail from ops.audit where action = 'lookup.forget'");
  expect(rows).toEqual([{ actor: '运维', detail: { answers: before, why: '年度更换' } }]);
});
