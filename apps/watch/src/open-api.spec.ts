import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemClock } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { readSettings } from '#base/settings';
import { openTelemetry } from '#base/telemetry';
import type { Lookups } from '#libs/lookup';
import { ParkedDesk, ReportStore } from '#libs/reporting';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { WatchTelemetry } from './health.controller.js';
import { openApi } from './open-api.js';
import { openLookups, openVault } from './open-lookups.js';
import { OperatorToken } from './operator.guard.js';
import { SourceLife } from './source-life.js';

let clone: TestDatabase;
let store: ReportStore;
let app: NestFastifyApplication;
let lookups: Lookups;
let url = '';
let open: (operator: string) => Promise<NestFastifyApplication>;
const token = 'operator-token-of-the-spec';
const vaultKey = Buffer.alloc(32, 3).toString('base64');
const front = '370800.zjj.front';

beforeAll(async () => {
  clone = await cloneDatabase();
  store = new ReportStore({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  const topics = new TopicNames();
  const telemetry = openTelemetry({
    process: 'watch',
    log: { file: '', level: 'error' },
    terminal: () => undefined,
  });
  open = (operator) =>
    openApi({
      store,
      topics,
      desk: new ParkedDesk(store.plane, systemClock),
      life: new SourceLife(store, topics, systemClock),
      lookups,
      operator: new OperatorToken(operator),
      telemetry: new WatchTelemetry(telemetry),
    });
  const settings = readSettings({ DATABASE_URL: clone.url, HUB_VAULT_KEY: vaultKey }, []);
  lookups = await openLookups(settings, store.database, openVault(settings, store.database));
  app = await open(token);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  lookups.close();
  await store.close();
  await clone.drop();
});

const answers: readonly (readonly [string, number, string])[] = [
  ['/api/v1/status', 200, '"settled":false'],
  ['/api/v1/sources', 200, '[]'],
  ['/api/v1/drift?all=true', 200, '[]'],
  ['/api/v1/costs?source=370800.zjj.front', 200, '[]'],
  ['/api/v1/sources/370800.zjj.none', 404, '没有这个数据源'],
  ['/api/v1/departments', 200, '[]'],
  ['/api/v1/parked?code=HUB_CODE_UNKNOWN', 200, '[]'],
  ['/api/v1/parked?after=12&limit=5', 200, '[]'],
  ['/api/v1/parked/groups?source=370800.zjj.front', 200, '[]'],
  ['/api/v1/runs?source=370800.zjj.front', 200, '[]'],
  ['/api/v1/backfills?source=370800.zjj.front', 200, '[]'],
  ['/api/v1/withheld?source=370800.zjj.front', 200, '[]'],
  ['/api/v1/deliveries?overdue=true&limit=5', 200, '[]'],
  ['/api/v1/waiting', 200, '[]'],
  ['/api/v1/lookups', 200, '"id":"enterprise"'],
  ['/api/v1/nobody-to-tell', 200, '[]'],
  ['/api/v1/cases/NONE', 404, '没有这个办件'],
  ['/api/v1/parked/1', 404, '没有这个编号'],
  ['/api/v1/parked/abc', 400, '不正确'],
  ['/api/v1/parked?cod=X', 400, 'cod'],
  ['/health/live', 200, '"live":true'],
  ['/health/ready', 200, '"ready":true'],
  ['/metrics', 200, 'process_cpu_seconds_total'],
  ['/elsewhere', 404, '没有这个地址'],
];

test.each(answers)('%s is answered with %i', async (path, status, text) => {
  const response = await fetch(url + path);
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(text)]);
});

test('of all that can be asked, only the life of a source can be changed', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    for (const path of ['parked/1', 'sources', `sources/${front}`])
      expect((await fetch(`${url}/api/v1/${path}`, { method })).status).toBe(404);
  }
});

async function decide(
  body: object,
  shown: string | null = token,
  at = url,
): Promise<readonly [number, string]> {
  const response = await fetch(`${at}/api/v1/sources/${front}/transitions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(shown !== null && { authorization: `Bearer ${shown}` }),
    },
    body: JSON.stringify(body),
  });
  return [response.status, await response.text()];
}

test('a decision needs the token, a name and a reason; where no token is set, nobody decides', async () => {
  const pause = { event: 'pause', by: '王', why: '对方停机' };
  expect(await decide(pause, null)).toEqual([401, expect.stringContaining('操作令牌')]);
  expect(await decide(pause, 'another-token')).toEqual([401, expect.stringContaining('操作令牌')]);
  expect(await decide({ ...pause, why: '' })).toEqual([400, expect.stringContaining('why')]);
  expect(await decide({ ...pause, event: 'check' })).toEqual([400, expect.stringContaining('event')]);
  expect(await decide(pause)).toEqual([404, expect.stringContaining('没有这个数据源')]);
  const closed = await open('');
  await closed.listen(0, '127.0.0.1');
  const address = await closed.getUrl();
  for (const shown of [null, '', token])
    expect(await decide(pause, shown, address)).toEqual([403, expect.stringContaining('接口只读')]);
  await closed.close();
});

test('a source is paused and resumed over the API, and tells who and why', async () => {
  await store.database.query(
    `insert into intake.source (id, name, connector, standard, generation, definition, state, digest)
     values ('${front}', '前置库', 'mysql', 's', 'A', '{"streams":[]}', 'enabled', '')`,
  );
  const pause = { event: 'pause', by: '王', why: '对方停机' };
  expect(await decide(pause)).toEqual([200, '{"from":"enabled","to":"paused","moved":true}']);
  expect(await decide({ ...pause, event: 'enable' })).toEqual([409, expect.stringContaining('已经暂停')]);
  expect(await decide({ ...pause, event: 'resume' })).toEqual([
    200,
    expect.stringContaining('"to":"enabled"'),
  ]);
  const shown = await (await fetch(`${url}/api/v1/sources/${front}`)).json();
  expect(shown).toMatchObject({
    state: 'enabled',
    versions: [],
    transitions: [{ event: 'resume' }, { event: 'pause', by: 'api:王', why: '对方停机', to: 'paused' }],
  });
});

test('a national system is asked with the token only, for a case and a purpose; what is wrong is told by status and sentence', async () => {
  const ask = async (
    name: string,
    body: object,
    shown: string | null = token,
  ): Promise<readonly [number, string]> => {
    const headers = {
      'content-type': 'application/json',
      ...(shown !== null && { authorization: `Bearer ${shown}` }),
    };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${url}/api/v1/lookups/${name}`, request);
    return [response.status, await response.text()];
  };
  const question = { fields: { uscc: '91370811MA3C00000X' }, case: 'C-1', purpose: '受理核验', by: '王' };
  expect(await ask('enterprise', question, null)).toEqual([401, expect.stringContaining('操作令牌')]);
  expect(await ask('enterprise', { ...question, case: '' })).toEqual([400, expect.stringContaining('case')]);
  expect(await ask('enterprise', question)).toEqual([400, expect.stringContaining('校验码')]);
  expect(await ask('none', question)).toEqual([400, expect.stringContaining('没有这个查询接口')]);
});
