import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Place, Role } from '#base/contracts';
import { roleRights } from '#libs/access';
import { lived, livedDesks } from '../../../../test/support/lived-hub.js';
import { postJson } from '../../../../test/support/post-json.js';
import { openWatchApi, type WatchApi } from '../../../../test/support/watch-api.js';

const { source, message } = lived;
const { document, digest } = livedDesks;
const someone: Readonly<Record<string, readonly [Role, string | null, string | null]>> = {
  operator: ['operator', null, null],
  city: ['operator', '370800', null],
  approval: ['approval', '370800', 'xzspj'],
  supervision: ['supervision', '370800', 'zjj'],
  auditor: ['auditor', null, null],
  administrator: ['administrator', null, null],
  foreignCity: ['operator', '370900', null],
  foreignBureau: ['approval', '370900', 'xzspj'],
  foreignDepartment: ['supervision', '370900', 'zjj'],
};
const at = { id: source, number: 'C-1', message };

/** Who is let in where; whoever is not named is not. Addresses come from the running server, so a new one without a line here fails. */
const whole = ['operator', 'auditor'];
const all = ['operator', 'city', 'approval', 'supervision', 'auditor'];
const everybody = [...all, 'administrator', 'foreignCity', 'foreignBureau', 'foreignDepartment'];
const publishers = ['operator', 'city', 'approval', 'supervision'];
const foreign = ['foreignCity', 'foreignBureau', 'foreignDepartment'];
const table: Readonly<Record<string, readonly string[]>> = {
  'POST /api/v1/session': ['nobody', ...everybody],
  'GET /api/v1/session': everybody,
  'DELETE /api/v1/session': everybody,
  'GET /api/v1/session/oidc': ['nobody', ...everybody],
  'GET /api/v1/session/oidc/callback': ['nobody', ...everybody],
  'POST /api/v1/session/password': everybody,
  'GET /api/v1/accounts': ['administrator'],
  'POST /api/v1/accounts': ['administrator'],
  'POST /api/v1/accounts/{name}/reset': ['administrator'],
  'POST /api/v1/accounts/{name}/disable': ['administrator'],
  'POST /api/v1/accounts/{name}/enable': ['administrator'],
  'POST /api/v1/accounts/{name}/link': ['administrator'],
  'POST /api/v1/accounts/{name}/unlink': ['administrator'],
  'GET /api/v1/tokens': ['administrator'],
  'POST /api/v1/tokens': ['administrator'],
  'POST /api/v1/tokens/{id}/revoke': ['administrator'],
  'GET /api/v1/journal': ['auditor'],
  'GET /api/v1/status': [...whole, 'administrator'],
  'GET /api/v1/reports/figures': whole,
  'GET /api/v1/reports/rows': whole,
  'GET /api/v1/reports/monthly': whole,
  'GET /api/v1/sources': [...all, ...foreign],
  'GET /api/v1/departments': [...all, ...foreign],
  'GET /api/v1/sources/{id}': ['operator', 'city', 'supervision', 'auditor'],
  'POST /api/v1/sources/{id}/transitions': ['operator', 'city'],
  'POST /api/v1/sources/{id}/check': ['operator', 'city'],
  'POST /api/v1/sources/{id}/preview': ['operator', 'city'],
  'POST /api/v1/sources/{id}/retry': ['operator', 'city'],
  'GET /api/v1/secrets': whole,
  'GET /api/v1/secrets/{name}/versions': whole,
  'POST /api/v1/secrets/{name}': ['operator'],
  'POST /api/v1/secrets/{name}/rotate': ['operator'],
  'POST /api/v1/secrets/{name}/renew': ['operator'],
  'POST /api/v1/secrets/{name}/restore': ['operator'],
  'POST /api/v1/secrets/{name}/remove': ['operator'],
  'GET /api/v1/backfills': [...all, ...foreign],
  // Whose source the body names is looked at below.
  'POST /api/v1/backfills': ['operator', 'city', 'foreignCity'],
  'GET /api/v1/backfills/{id}': [...all, ...foreign],
  'POST /api/v1/backfills/{id}/stop': ['operator'],
  'POST /api/v1/backfills/{id}/resume': ['operator'],
  'GET /api/v1/cases/{number}': [...all, ...foreign],
  'GET /api/v1/waiting': [...all, ...foreign],
  'GET /api/v1/nobody-to-tell': [...all, ...foreign],
  'GET /api/v1/parked': [...all, ...foreign],
  'GET /api/v1/parked/groups': [...all, ...foreign],
  'GET /api/v1/parked/{id}': [...all, ...foreign],
  'POST /api/v1/parked/retry': ['operator'],
  'POST /api/v1/parked/discard': ['operator'],
  'POST /api/v1/parked/{id}/correction': ['operator'],
  'POST /api/v1/parked/{id}/code': ['operator'],
  'GET /api/v1/codes': whole,
  'POST /api/v1/codes/drop': ['operator'],
  'GET /api/v1/fuses': whole,
  'POST /api/v1/fuses/reset': ['operator'],
  'GET /api/v1/deliveries': [...all, ...foreign],
  'GET /api/v1/messages/{id}': [...all, ...foreign],
  'POST /api/v1/messages/{id}/receipts': ['approval', 'supervision', 'foreignBureau', 'foreignDepartment'],
  'POST /api/v1/messages/{id}/replies': ['approval', 'supervision', 'foreignBureau', 'foreignDepartment'],
  'GET /api/v1/messages/{id}/attachments/{digest}': [...all, ...foreign],
  'POST /api/v1/attachments': [...publishers, ...foreign],
  // A link is its own right.
  'GET /api/v1/attachments/{digest}': ['nobody', ...everybody],
  'GET /api/v1/documents': [...all, ...foreign],
  'POST /api/v1/documents': [...publishers, ...foreign],
  'GET /api/v1/documents/{id}': [...all, ...foreign],
  'POST /api/v1/documents/{id}/remind': [...publishers, ...foreign],
  'GET /api/v1/support': [...all, ...foreign],
  'POST /api/v1/support': ['operator', 'city', 'approval', 'foreignCity', 'foreignBureau'],
  'POST /api/v1/support/{id}/extension': ['operator', 'city', 'approval', 'foreignCity', 'foreignBureau'],
  'GET /api/v1/deadlines': [...all, ...foreign],
  'GET /api/v1/withheld': [...all, ...foreign],
  'GET /api/v1/runs': [...all, ...foreign],
  'GET /api/v1/costs': [...all, ...foreign],
  'GET /api/v1/drift': [...all, ...foreign],
  'GET /api/v1/policy': [...all, ...foreign],
  'GET /api/v1/policy/lists': [...all, ...foreign],
  'GET /api/v1/policy/boundaries': [...all, ...foreign],
  'GET /api/v1/policy/memoranda': [...all, ...foreign],
  'GET /api/v1/policy/report': [...all, ...foreign],
  'GET /api/v1/policy/drafts': [...all, ...foreign],
  'GET /api/v1/policy/drafts/{id}/effect': [...all, ...foreign],
  'GET /api/v1/lookups': ['operator', 'city', 'approval', 'foreignCity', 'foreignBureau'],
  'POST /api/v1/lookups/{interface}': ['operator', 'city', 'approval', 'foreignCity', 'foreignBureau'],
  'GET /api/v1/openapi.json': everybody,
};

const drawn: readonly string[] = [
  `insert into intake.drift (source, stream, kind, col, state, found_at, seen_at)
   values ('${source}', 'result', 'additive', 'C', 'open', now(), now())`,
  `insert into feedback.withheld (source, case_no, region, department, kind, message_id, body, reason, noted_at)
   values ('${source}', 'C-1', '370800', 'zjj', 'license-decision', '${message}', '{}', 'quiet', now())`,
  `insert into intake.backfill (source, stream, from_key, to_key, rows_per_second, requested_by, requested_at)
   values ('${source}', 'result', 'a', 'b', 1, 'x', now())`,
  `insert into policy.department values ('370900', 'zjj', '外市住建', '', 'supervision', 3, '', true),
     ('370900', 'xzspj', '外市审批', '', 'approval', 3, '', true)`,
];

let api: WatchApi;
let url = '';
let routes: readonly string[] = [];
const tokens = new Map<string, string>();

beforeAll(async () => {
  api = await openWatchApi();
  for (const statement of [...lived.statements, ...drawn, ...livedDesks.statements])
    await api.store.database.query(statement);
  ({ url, routes } = await api.listen('operator-token-of-the-spec'));
  for (const [name, [role, region, department]] of Object.entries(someone)) {
    const place: Place = { region, department };
    const token = { title: name, role, place, rights: roleRights[role], days: 1 };
    tokens.set(name, (await api.tokens.issue(token, 'spec')).token);
  }
});
afterAll(async () => {
  await api.close();
});

const ids: readonly (readonly [RegExp, string])[] = [
  [/sources/, at.id],
  [/documents|attachments/, document],
  [/messages|support/, at.message],
];
const idIn = (path: string): string => ids.find(([named]) => named.test(path))?.[1] ?? '1';

async function ask(route: string, who: string): Promise<readonly [number, string]> {
  const [method = '', path = ''] = route.split(' ');
  const token = tokens.get(who);
  const response = await fetch(
    url +
      path
        .replace('{id}', idIn(path))
        .replace('{number}', at.number)
        .replace('{digest}', digest)
        .replace(/\{\w+\}/, 'x'),
    {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(method === 'POST' && { 'content-type': 'application/json' }),
      },
      // An empty body gets no further than the check of what it should hold: nothing is changed here.
      ...(method === 'POST' && { body: '{}' }),
    },
  );
  return [response.status, await response.text()];
}

test('every address lets in those it is for, and nobody else', async () => {
  expect(Object.keys(table).toSorted()).toEqual(routes.toSorted());
  const found: Record<string, readonly string[]> = {};
  for (const route of routes) {
    const admitted: string[] = [];
    for (const who of ['nobody', ...Object.keys(someone)]) {
      const [status] = await ask(route, who);
      if (status === 401 || (who !== 'nobody' && status === 403 && !route.endsWith('password'))) continue;
      admitted.push(who);
      if (status >= 500) throw new Error(`${route}: ${status}`);
    }
    found[route] = admitted.toSorted();
  }
  const wanted = Object.entries(table).map(([route, who]) => [route, who.toSorted()]);
  expect(found).toEqual(Object.fromEntries(wanted));
});

/** What shows nothing of anybody's own. */
const open = /session|openapi|policy|lookups|status|v1\/attachments/;

test('a foreign region, bureau or department sees nothing of what the others see', async () => {
  const own = routes.filter((route) => route.startsWith('GET') && !open.test(route));
  for (const route of own) {
    const reader = route.includes('journal')
      ? 'auditor'
      : route.includes('accounts') || route.includes('tokens')
        ? null
        : 'operator';
    if (reader === null || !(table[route] ?? []).some((who) => foreign.includes(who))) continue;
    const [status, text] = await ask(route, reader);
    expect([route, status, text]).toEqual([route, 200, expect.stringMatching(/370800|C-1/)]);
    for (const who of foreign) {
      const [denied, nothing] = await ask(route, who);
      expect([route, who, denied === 404 || denied === 200]).toEqual([route, who, true]);
      expect([route, who, nothing]).toEqual([route, who, expect.not.stringMatching(/370800|C-1/)]);
    }
  }
});

test('a department sees its own parked replies, in lists and one by one; its bureau sees none of them', async () => {
  for (const [who, seen] of [
    ['supervision', 2],
    ['approval', 0],
  ] as const) {
    const headers = { authorization: `Bearer ${tokens.get(who)}` };
    for (const path of ['parked', 'parked/groups'])
      expect(await (await fetch(`${url}/api/v1/${path}`, { headers })).json()).toHaveLength(seen);
    expect((await fetch(`${url}/api/v1/parked/2`, { headers })).status).toBe(seen > 0 ? 200 : 404);
  }
});

test('a department told of a case sees it covered, and no more of it than its own messages; what it names of others is refused', async () => {
  const [status, text] = await ask('GET /api/v1/cases/{number}', 'supervision');
  expect([status, text]).toEqual([200, expect.not.stringContaining('张三丰')]);
  const headers = { authorization: `Bearer ${tokens.get('foreignDepartment')}` };
  for (const path of [`runs?source=${source}`, `parked?source=${source}`, `sources/${source}`])
    expect((await fetch(`${url}/api/v1/${path}`, { headers })).status).toBe(403);
  const city = tokens.get('foreignCity') ?? null;
  expect(await postJson(`${url}/api/v1/backfills`, { source }, city)).toEqual([
    403,
    expect.stringContaining('不属于'),
  ]);
});
