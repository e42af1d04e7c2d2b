import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, systemClock } from '#base/contracts';
import { Database } from '#base/postgres';
import {
  keyReader,
  listSecrets,
  openSecrets,
  rewrapKeys,
  Vault,
  VaultSecrets,
  type vaultPorts,
} from '#base/secrets';
import { cloneDatabase, randomId, type TestDatabase } from '../support/servers.js';

const first = randomBytes(32).toString('base64');
const second = randomBytes(32).toString('base64');
const deed = { by: 'tester', why: '测试' };
const grant: Parameters<Vault['put']>[2] = {
  region: brandAs('370800'),
  department: brandAs('zjj'),
  right: 'account',
  grantedBy: '济建函〔2026〕12号',
  until: '2099-06-30',
};

let clone: TestDatabase;
let database: Database;
let key = first;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 4, applicationName: 'vault test' });
  await database.query(
    `insert into policy.department (region, department, name, uscc, role, partitions, liaison, current)
     values ('370800', 'zjj', '住房城乡建设局', '', 'supervision', 1, '', true)`,
  );
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

type VaultPorts = ReturnType<typeof vaultPorts>;

function ports(): VaultPorts {
  const keys = async (): ReturnType<VaultPorts['keys']> => keyReader({ key, keyFile: '', keyCommand: '' })();
  return { database, keys, clock: systemClock, random: randomBytes };
}

async function known(): Promise<VaultSecrets> {
  const secrets = new VaultSecrets(database, ports().keys, openSecrets(''));
  await secrets.refresh();
  return secrets;
}

async function audit(subject: string): Promise<readonly { action: string; actor: string; detail: object }[]> {
  const { rows } = await database.query<{ action: string; actor: string; detail: object }>(
    'select action, actor, detail from ops.audit where subject = $1 order by id',
    [subject],
  );
  return rows;
}

test('a secret goes in with its grant, is known by name, and its versions are kept', async () => {
  const name = `life.${randomId()}`;
  const vault = new Vault(ports());
  await vault.put(name, 'value-one', grant, deed);
  expect((await known()).secret(name)).toBe('value-one');
  await vault.rotate(name, 'value-two', { until: null }, deed);
  expect((await known()).secret(name)).toBe('value-two');
  await vault.restore(name, 1, deed);
  expect((await known()).secret(name)).toBe('value-one');
  await vault.renew(name, { until: '2098-01-01', grantedBy: '条款 370800-zjj-3' }, deed);
  const entry = (await listSecrets(database)).find((each) => each.name === name);
  expect(entry).toMatchObject({
    region: '370800',
    department: 'zjj',
    right: 'account',
    grantedBy: '条款 370800-zjj-3',
    until: '2098-01-01',
    expiresAt: new Date('2098-01-02T00:00:00+08:00'),
    version: 3,
    madeBy: 'tester',
  });
  expect((await vault.versions(name)).map(({ version }) => version)).toEqual([3, 2, 1]);
  const actions = (await audit(name)).map(({ action }) => action);
  expect(actions).toEqual(['secret.put', 'secret.rotate', 'secret.restore', 'secret.renew']);
});

test('a removed secret is gone with all its values; who removed it and why stays, and its name may come back', async () => {
  const name = `gone.${randomId()}`;
  const vault = new Vault(ports());
  await vault.put(name, 'value-one', grant, deed);
  await vault.remove(name, { by: 'tester', why: '系统下线' });
  const secrets = await known();
  expect(() => secrets.secret(name)).toThrow('HUB_SECRET_MISSING');
  const { rows } = await database.query(
    'select from vault.secret_version where name = $1 and (ciphertext is not null or wrapped_key is not null)',
    [name],
  );
  expect(rows).toEqual([]);
  expect((await audit(name)).at(-1)).toMatchObject({
    action: 'secret.remove',
    actor: 'tester',
    detail: { why: '系统下线' },
  });
  await expect(vault.restore(name, 1, deed)).rejects.toThrow('HUB_SECRET_INVALID');
  expect(await vault.put(name, 'value-two', grant, deed)).toBe(2);
});

test('a request that makes no sense is refused in one sentence and leaves nothing behind', async () => {
  const name = `odd.${randomId()}`;
  const vault = new Vault(ports());
  const refused: readonly (readonly [Promise<unknown>, string])[] = [
    [vault.put('坏 名', 'v', grant, deed), '密钥名称只能用'],
    [vault.put(name, '', grant, deed), '没有收到密钥的值'],
    [vault.put(name, 'v', { ...grant, until: '2026-02-30' }, deed), '不是日期'],
    [vault.put(name, 'v', { ...grant, until: '2020-01-01' }, deed), '已过'],
    [vault.put(name, 'v', { ...grant, grantedBy: ' ' }, deed), '请写明授权依据'],
    [vault.put(name, 'v', { ...grant, department: brandAs('nobody') }, deed), '政策中没有部门'],
    [vault.put(name, 'v', grant, { by: 'tester', why: '' }), '请写明理由'],
    [vault.rotate(name, 'v', {}, deed), '密钥库中没有'],
    [vault.remove(name, deed), '密钥库中没有'],
  ];
  for (const [request, sentence] of refused) await expect(request).rejects.toThrow(sentence);
  expect(await audit(name)).toEqual([]);
  await vault.put(name, 'v', grant, deed);
  await expect(vault.put(name, 'w', grant, deed)).rejects.toThrow('已登记');
  expect((await known()).secret(name)).toBe('v');
});

test('of two who enter the same name at once, one is told', async () => {
  const name = `race.${randomId()}`;
  const vault = new Vault(ports());
  const outcomes = await Promise.allSettled(['a', 'b'].map((value) => vault.put(name, value, grant, deed)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('rows that were changed or swapped do not open, and only they do not', async () => {
  const [one, two, sound] = [`swap-a.${randomId()}`, `swap-b.${randomId()}`, `sound.${randomId()}`];
  const vault = new Vault(ports());
  for (const name of [one, two, sound]) await vault.put(name, `value of ${name}`, grant, deed);
  await database.query(
    `update vault.secret_version v
        set ciphertext = o.ciphertext, wrapped_key = o.wrapped_key
       from vault.secret_version o
      where (v.name, o.name) in (($1, $2), ($2, $1))`,
    [one, two],
  );
  const secrets = await known();
  for (const name of [one, two])
    expect(() => secrets.secret(name)).toThrow(expect.objectContaining({ code: 'HUB_SECRET_TAMPERED' }));
  expect(secrets.secret(sound)).toBe(`value of ${sound}`);
});

test('a row that was taken away is tampering, and the file does not stand in for it', async () => {
  const name = `cut.${randomId()}`;
  await new Vault(ports()).put(name, 'value', grant, deed);
  await database.query('delete from vault.secret_version where name = $1', [name]);
  const file = { ...openSecrets(''), has: () => true, secret: () => 'from the file' };
  const secrets = new VaultSecrets(database, ports().keys, file);
  await secrets.refresh();
  expect(() => secrets.secret(name)).toThrow(expect.objectContaining({ code: 'HUB_SECRET_TAMPERED' }));
  expect(secrets.secret('not.in.the.vault')).toBe('from the file');
});

test('the key-encryption key is changed while a process reads on; what was tampered with does not hold it up, and the former key then opens nothing', async () => {
  const names = [`key-a.${randomId()}`, `key-b.${randomId()}`];
  const vault = new Vault(ports());
  for (const name of names) await vault.put(name, `value of ${name}`, grant, deed);
  await vault.rotate(names[0] ?? '', 'rotated value', {}, deed);
  const running = await known();
  key = `${second}\n${first}`;
  const stillOld = await known();
  const done = await rewrapKeys(ports(), deed, new AbortController().signal);
  expect(done.rewrapped).toBeGreaterThanOrEqual(3);
  expect(new Set(done.refused.map(({ code }) => code))).toEqual(new Set(['HUB_SECRET_TAMPERED']));
  key = second;
  for (const secrets of [running, stillOld, await known()]) {
    await secrets.refresh();
    expect(secrets.secret(names[0] ?? '')).toBe('rotated value');
    expect(secrets.secret(names[1] ?? '')).toBe(`value of ${names[1]}`);
  }
  await vault.restore(names[0] ?? '', 1, deed);
  expect(await rewrapKeys(ports(), deed, new AbortController().signal)).toMatchObject({ rewrapped: 0 });
  key = first;
  const withFormer = await known();
  expect(() => withFormer.secret(names[1] ?? '')).toThrow(
    expect.objectContaining({ code: 'HUB_VAULT_KEY_WRONG' }),
  );
  key = second;
});

test('keys that are not to be had are asked for once a look, however many secrets need them', async () => {
  const names = [`ask-a.${randomId()}`, `ask-b.${randomId()}`];
  for (const name of names) await new Vault(ports()).put(name, name, grant, deed);
  let asked = 0;
  let silent = true;
  const keys: VaultPorts['keys'] = () => {
    asked += 1;
    return silent ? Promise.reject(new Error('no answer')) : ports().keys();
  };
  const secrets = new VaultSecrets(database, keys, openSecrets(''));
  await secrets.refresh();
  expect(asked).toBe(1);
  for (const name of names) expect(() => secrets.secret(name)).toThrow('no answer');
  silent = false;
  await secrets.refresh();
  expect(secrets.secret(names[1] ?? '')).toBe(names[1]);
});

test('passwords inside addresses are known to the redaction, replaced ones included', async () => {
  const name = `redact.${randomId()}`;
  const vault = new Vault(ports());
  await vault.put(name, 'postgres://reader:p%40ss-canary-1@127.0.0.1/front', grant, deed);
  const secrets = await known();
  const before = secrets.values();
  expect(before).toEqual(expect.arrayContaining(['p@ss-canary-1', 'p%40ss-canary-1']));
  await secrets.refresh();
  expect(secrets.values()).toBe(before);
  await vault.rotate(name, 'postgres://reader:ss-canary-2@127.0.0.1/front', {}, deed);
  await secrets.refresh();
  expect(secrets.values()).toEqual(expect.arrayContaining(['p@ss-canary-1', 'ss-canary-2']));
});
