import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '#libs/api';
import { postJson } from '../../../test/support/post-json.js';
import { openWatchApi, type WatchApi } from '../../../test/support/watch-api.js';

let api: WatchApi;
let url = '';
let routes: readonly string[] = [];
const token = 'operator-token-of-the-spec';
const operator = { authorization: `Bearer ${token}` };
const front = '370800.zjj.front';

beforeAll(async () => {
  api = await openWatchApi();
  ({ url, routes } = await api.listen(token));
});
afterAll(async () => {
  await api.close();
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
  ['/api/v1/backfills/1', 404, '没有这个编号的回补'],
  ['/api/v1/codes', 200, '[]'],
  ['/api/v1/reports/figures?by=item&month=2026-02', 200, '[]'],
  ['/api/v1/reports/figures?month=2026-02&from=2026-02-01', 400, 'month'],
  ['/api/v1/reports/rows?figure=overdue&region=370800&below=true', 200, '[]'],
  ['/api/v1/reports/rows?figure=none', 400, 'figure'],
  ['/api/v1/reports/monthly?region=370800&month=2026-02', 200, '"name":"总览"'],
  ['/api/v1/fuses', 200, '[]'],
  ['/health/live', 200, '"live":true'],
  ['/health/ready', 200, '"ready":true'],
  ['/metrics', 200, 'process_cpu_seconds_total'],
  ['/elsewhere', 404, '没有这个地址'],
];

test.each(answers)('%s is answered with %i', async (path, status, text) => {
  const response = await fetch(url + path, { headers: path.startsWith('/api/') ? operator : {} });
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(text)]);
});

test('nothing is changed but by what is meant for it', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    for (const path of ['parked/1', 'sources', `sources/${front}`])
      expect((await fetch(`${url}/api/v1/${path}`, { method })).status).toBe(404);
  }
});

test('the OpenAPI document has every address there is, and none that is not', async () => {
  expect(Object.keys(operations).toSorted()).toEqual(routes.toSorted());
  const document = await (await fetch(`${url}/api/v1/openapi.json`, { headers: operator })).json();
  const post = (schema: object): object => ({
    post: { requestBody: { content: { 'application/json': { schema } } } },
  });
  const decision = { by: { type: 'string' }, why: { type: 'string' } };
  expect(document).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/api/v1/parked/{id}': { get: { parameters: [{ name: 'id', in: 'path', required: true }] } },
      '/api/v1/parked/discard': post({
        required: ['by', 'why', 'ids'],
        properties: { ...decision, ids: { type: 'array', maxItems: 1000 } },
        additionalProperties: false,
      }),
      '/api/v1/sources/{id}/preview': post({ properties: { ...decision, rows: { maximum: 50 } } }),
    },
  });
});

test('a national system is asked with the token only, for a case and a purpose; what is wrong is told by status and sentence', async () => {
  const ask = (name: string, body: object, shown: string | null = token): ReturnType<typeof postJson> =>
    postJson(`${url}/api/v1/lookups/${name}`, body, shown);
  const question = { fields: { uscc: '91370811MA3C00000X' }, case: 'C-1', purpose: '受理核验', by: '王' };
  expect(await ask('enterprise', question, null)).toEqual([401, expect.stringContaining('令牌')]);
  expect(await ask('enterprise', { ...question, case: '' })).toEqual([400, expect.stringContaining('case')]);
  expect(await ask('enterprise', question)).toEqual([400, expect.stringContaining('校验码')]);
  expect(await ask('none', question)).toEqual([400, expect.stringContaining('没有这个查询接口')]);
});
