import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { postJson } from '../../../../test/support/post-json.js';
import { openWatchApi, type WatchApi } from '../../../../test/support/watch-api.js';

let api: WatchApi;
let url = '';
const token = 'operator-token-of-the-spec';
const headers = { authorization: `Bearer ${token}` };
const front = '370800.zjj.front';

beforeAll(async () => {
  api = await openWatchApi();
  ({ url } = await api.listen(token));
});
afterAll(async () => {
  await api.close();
});

function decide(
  body: object,
  shown: string | null = token,
  at = url,
  path = `sources/${front}/transitions`,
): ReturnType<typeof postJson> {
  return postJson(`${at}/api/v1/${path}`, body, shown);
}

test('a decision needs the token, a name and a reason; where no token is set, nobody decides', async () => {
  const pause = { event: 'pause', by: '王', why: '对方停机' };
  expect(await decide(pause, null)).toEqual([401, expect.stringContaining('令牌')]);
  expect(await decide(pause, 'another-token')).toEqual([401, expect.stringContaining('令牌')]);
  expect(await decide({ ...pause, why: '' })).toEqual([400, expect.stringContaining('why')]);
  expect(await decide({ ...pause, event: 'check' })).toEqual([400, expect.stringContaining('event')]);
  expect(await decide(pause)).toEqual([404, expect.stringContaining('没有这个数据源')]);
  const { url: address } = await api.listen('');
  for (const shown of [null, '', token])
    expect(await decide(pause, shown, address)).toEqual([401, expect.stringContaining('令牌')]);
});

test('a source is paused and resumed over the API, and tells who and why', async () => {
  await api.store.database.query(
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
  const shown = await (await fetch(`${url}/api/v1/sources/${front}`, { headers })).json();
  expect(shown).toMatchObject({
    state: 'enabled',
    versions: [],
    transitions: [{ event: 'resume' }, { event: 'pause', by: 'api:王', why: '对方停机', to: 'paused' }],
  });
});

async function park(caseNumber: string, code: string, row: object, field: string | null): Promise<string> {
  const { rows } = await api.store.database.query<{ id: string }>(
    `insert into ops.parked (state, cause, code, field, sentence, source, stream, case_no, standard, generation, topic, partition,
                             record_offset, hash, read_at, operation, body, parked_at)
     values ('parked', 'map', $2, $3, '代码未知', $4, 'result', $1, 'shandong-front', 'B', 'raw', 0,
             (select coalesce(max(record_offset), 0) + 1 from ops.parked), 'h', now(), 'upsert', $5, now())
     returning id::text`,
    [caseNumber, code, field, front, JSON.stringify(row)],
  );
  return rows[0]?.id ?? '';
}

async function trail(action: string): Promise<readonly object[]> {
  const { rows } = await api.store.database.query(
    `select subject, actor, detail ->> 'why' as why from ops.audit where action = $1 order by id`,
    [action],
  );
  return rows;
}

test('parked records are corrected, let go by number, group or filter, or set aside over the API; the audit says who and why', async () => {
  const row = { SPSXBH: '1', BJJGDM: '7' };
  const [one, two, three] = [
    await park('C1', 'HUB_DATE_INVALID', row, 'BJJGDM'),
    await park('C2', 'HUB_DATE_INVALID', row, 'BJJGDM'),
    await park('C3', 'HUB_USCC_INVALID', row, null),
  ];
  const order = { by: '王', why: '住建局来函' };
  const told = (path: string, body: object): ReturnType<typeof decide> => decide(body, token, url, path);
  for (const path of ['parked/retry', 'parked/discard', `parked/${one}/correction`, `parked/${one}/code`])
    expect(await decide(order, null, url, path)).toEqual([401, expect.stringContaining('令牌')]);
  expect(await told(`parked/${one}/correction`, { ...order, field: 'BJJGDM', value: '1' })).toEqual([
    200,
    '{"corrected":true}',
  ]);
  expect(await told('parked/discard', { by: '王', ids: [two] })).toEqual([
    400,
    expect.stringContaining('缺少参数 why'),
  ]);
  expect(await told(`parked/${one}/correction`, { ...order, field: 'NONE', value: '1' })).toEqual([
    409,
    expect.stringContaining('没有字段 NONE'),
  ]);
  expect(await told(`parked/${one}/code`, { ...order, as: 'GRANTED' })).toEqual([
    409,
    expect.stringContaining('不是因代码未知'),
  ]);
  expect(await told('parked/retry', { ...order, which: {} })).toEqual([
    400,
    expect.stringContaining('which'),
  ]);
  expect(await told('parked/retry', { ...order, which: { group: 'none' } })).toEqual([
    404,
    expect.stringContaining('没有这个名称的组'),
  ]);
  const groups = await (await fetch(`${url}/api/v1/parked/groups`, { headers })).text();
  const [, group = ''] = /"group":"(\w+)","cause":"map","code":"HUB_DATE_INVALID"/.exec(groups) ?? [];
  expect(await told('parked/retry', { ...order, which: { group } })).toEqual([
    202,
    expect.stringContaining('"count":2'),
  ]);
  expect(await told('parked/retry', { ...order, which: { filter: { case: 'c3' } } })).toEqual([
    202,
    expect.stringContaining('"count":1'),
  ]);
  const four = await park('C4', 'HUB_USCC_INVALID', row, null);
  expect(await told('parked/discard', { ...order, ids: [four, three] })).toEqual([
    200,
    JSON.stringify({ count: 1, ids: [four] }),
  ]);
  const line = (subject: string): object => ({ subject, actor: 'api:王', why: '住建局来函' });
  expect(await trail('parked.correct')).toEqual([line(one)]);
  expect(await trail('parked.retry')).toEqual(expect.arrayContaining([one, two, three].map(line)));
  expect(await trail('parked.discard')).toEqual([line(four)]);
});

test('a held stream goes on and a code is taken back over the API; what is not there is 404', async () => {
  const order = { by: '王', why: '已补充代码', source: front, stream: 'result' };
  const name = { ...order, field: 'result', raw: '7' };
  expect(await decide(order, token, url, 'fuses/reset')).toEqual([
    404,
    expect.stringContaining('没有因隔离'),
  ]);
  expect(await decide(name, token, url, 'codes/drop')).toEqual([404, expect.stringContaining('没有这个')]);
  await api.store.database.query(
    `insert into ops.fuse (source, stream, slices, held_at, sentence, parked_since) values ($1, 'result', '[]', now(), '多', 9)`,
    [front],
  );
  expect(await (await fetch(`${url}/api/v1/fuses`, { headers })).json()).toMatchObject([
    { source: front, parkedSince: 9 },
  ]);
  expect(await decide(order, token, url, 'fuses/reset')).toEqual([200, '{"reset":true}']);
  expect(await trail('fuse.reset')).toEqual([
    { subject: `${front}/result`, actor: 'api:王', why: '已补充代码' },
  ]);
});

test('a backfill is asked for, stopped and let go on over the API; what cannot be read again is refused in one sentence', async () => {
  const range = { by: 'time', from: '2026-01-01T00:00:00+08:00', to: '2026-02-01T00:00:00+08:00' };
  const asked = { by: '王', why: '补一月', source: front, stream: 'result', range };
  expect(await decide(asked, token, url, 'backfills')).toEqual([
    422,
    expect.stringContaining('没有这个数据流'),
  ]);
  await api.store.database.query(
    `update intake.source set definition = '{"id":"${front}","streams":[{"name":"result","mode":"keyset"}]}' where id = '${front}'`,
  );
  const [status, text] = await decide(asked, token, url, 'backfills');
  const { id } = JSON.parse(text) as { readonly id: string };
  expect([status, text]).toEqual([202, expect.stringContaining('"state":"requested"')]);
  const order = { by: '王', why: '对方忙' };
  for (const [move, state] of [
    ['stop', 'stopped'],
    ['resume', 'requested'],
  ] as const) {
    const moved = await decide(order, token, url, `backfills/${id}/${move}`);
    expect(moved).toEqual([200, expect.stringContaining(`"state":"${state}"`)]);
    expect(await decide(order, token, url, `backfills/${id}/${move}`)).toEqual([409, expect.anything()]);
  }
  expect(await trail('source.backfill-stop')).toEqual([{ subject: front, actor: 'api:王', why: '对方忙' }]);
});
