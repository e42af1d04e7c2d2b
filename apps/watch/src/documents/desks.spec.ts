import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, type DepartmentRef, type Role } from '#base/contracts';
import { projectRoot, readConfigDocuments } from '#base/settings';
import { roleRights } from '#libs/access';
import { loadPolicyFiles } from '#libs/catalogue';
import { askApi } from '../../../../test/support/ask-api.js';
import { letter, meeting, opinion } from '../../../../test/support/department-letters.js';
import { eventually } from '../../../../test/support/eventually.js';
import { takeReplies } from '../../../../test/support/reply-taker.js';
import { openWatchApi, type WatchApi } from '../../../../test/support/watch-api.js';

const ref = (region: string, department: string): DepartmentRef => ({
  region: brandAs(region),
  department: brandAs(department),
});
const housing = ref('370800', 'zjj');
const bureau = ref('370800', 'xzspj');
const source = '370800.xzspj.front';
const aCase = `insert into unified.case_status (source, case_no, state, result_removed, item_codes, region, missing, first_seen_at, updated_at)
   values ('${source}', 'C-1', 'ACCEPTED', false, '{370117006000}', '370800', '{}', now(), now())`;
const pdf = Buffer.from('%PDF-1.7 正文');
const digest = createHash('sha256').update(pdf).digest('hex');

let api: WatchApi;
let url = '';
let stop: () => Promise<void>;
const tokens = new Map<string, string>();

beforeAll(async () => {
  api = await openWatchApi();
  const { policy } = await readConfigDocuments(join(projectRoot(), 'config'));
  await api.store.database.transaction((tx) => loadPolicyFiles(tx, policy));
  await api.store.database.query(aCase);
  ({ url } = await api.listen('operator-token-of-the-spec'));
  const people: readonly (readonly [string, Role, DepartmentRef])[] = [
    ['zjj', 'supervision', housing],
    ['xzspj', 'approval', bureau],
    ['other', 'approval', ref('370811', 'xzspj')],
  ];
  for (const [title, role, place] of people) {
    const token = { title, role, place, rights: roleRights[role], days: 1 };
    tokens.set(title, (await api.tokens.issue(token, 'spec')).token);
  }
  stop = await takeReplies(api.store, api, [housing, bureau]);
}, 60_000);
afterAll(async () => {
  await stop();
  await api.close();
}, 60_000);

function ask<Answer = unknown>(who: string, route: string, body: object | null = null) {
  return askApi<Answer>(url, tokens.get(who) ?? 'operator-token-of-the-spec', route, body);
}

interface Shown {
  readonly id: string;
  readonly recipients: readonly {
    readonly messageId: string;
    readonly state: string;
    readonly reply: object | null;
  }[];
}

async function published(who: string, publication: object): Promise<Shown> {
  const [status, { id }] = await ask<Shown>(who, 'POST documents', { by: '王', ...publication });
  expect(status).toBe(201);
  return shown(who, id);
}

async function shown(who: string, id: string): Promise<Shown> {
  return (await ask<Shown>(who, `GET documents/${id}`))[1];
}

test('a department publishes with an upload; a recipient fetches it by a link, signs, and the publisher sees who has not', async () => {
  const upload = await ask('zjj', `POST attachments?name=${encodeURIComponent('通知.pdf')}`, pdf);
  expect(upload).toEqual([
    201,
    { name: '通知.pdf', sha256: digest, size: pdf.length, mediaType: 'application/pdf' },
  ]);
  const attachments = [{ sha256: digest, name: '正文.pdf' }];
  const document = await published('zjj', { ...letter, attachments });
  expect(document.recipients).toHaveLength(2);
  const seen = await shown('xzspj', document.id);
  expect(seen).toMatchObject({ body: { attachments: [{ sha256: digest, name: '正文.pdf' }] } });
  expect(seen.recipients).toHaveLength(1);
  const message = seen.recipients[0]?.messageId ?? '';
  const [status, { link }] = await ask<{ link: string }>(
    'xzspj',
    `GET messages/${message}/attachments/${digest}`,
  );
  expect(status).toBe(200);
  const opened = await fetch(url + link);
  expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(Buffer.from(await opened.arrayBuffer()).equals(pdf)).toBe(true);
  expect((await fetch(`${url}${link}0`)).status).toBe(404);
  expect((await ask('other', `GET messages/${message}/attachments/${digest}`))[0]).toBe(404);
  expect(
    (await ask('other', `POST messages/${message}/receipts`, { by: '李', receipt: 'received' }))[0],
  ).toBe(404);
  expect(
    (await ask('xzspj', `POST messages/${message}/receipts`, { by: '李', receipt: 'received' }))[0],
  ).toBe(202);
  await eventually(async () => {
    const [, unread] = await ask<Shown>('zjj', `GET documents/${document.id}?unread=true`);
    expect(unread.recipients).toMatchObject([{ region: '370811', state: 'pending' }]);
  });
  const [, list] = await ask('other', 'GET documents?open=true');
  expect(list).toMatchObject([{ id: document.id, recipients: 1, read: 0, attachments: 1 }]);
  expect((await ask('xzspj', `POST documents/${document.id}/remind`, { by: '李' }))[0]).toBe(403);
  expect(await ask('zjj', `POST documents/${document.id}/remind`, { by: '王' })).toEqual([
    200,
    { reminded: ['370811.xzspj'], spared: [] },
  ]);
});

test('who knows the digest of what another department uploaded can neither publish it nor answer with it', async () => {
  const bytes = Buffer.from('%PDF-1.7 内部材料');
  const [uploaded, { sha256 }] = await ask<{ sha256: string }>(
    'xzspj',
    `POST attachments?name=${encodeURIComponent('内部.pdf')}`,
    bytes,
  );
  expect(uploaded).toBe(201);
  const attachments = [{ sha256, name: '内部.pdf' }];
  expect(await ask('zjj', 'POST documents', { by: '王', ...letter, attachments })).toEqual([
    422,
    expect.objectContaining({
      code: 'HUB_ATTACHMENT_FOREIGN',
      detail: expect.stringContaining('不是本部门上传的，也不在本部门收到的消息里'),
    }),
  ]);
  const { recipients } = await published('hub', { ...opinion, from: '370800.xzspj' });
  const message = recipients[0]?.messageId ?? '';
  const file = { name: '内部.pdf', sha256, size: bytes.length, mediaType: 'application/pdf' };
  const body = { conclusion: 'EXPLAINED', opinion: '见附件', signedOn: '2026-12-01', attachments: [file] };
  const answer = { by: '赵', kind: 'written-opinion-answer', body };
  expect((await ask('zjj', `POST messages/${message}/replies`, answer))[0]).toBe(202);
  await eventually(async () => {
    const [, parked] = await ask('zjj', 'GET parked');
    expect(parked).toEqual([expect.objectContaining({ code: 'HUB_ATTACHMENT_FOREIGN' })]);
  });
  expect((await ask('zjj', `GET messages/${message}/attachments/${sha256}`))[0]).toBe(404);
});

test('a meeting is answered over HTTP, by what may answer it', async () => {
  const { id, recipients } = await published('zjj', meeting);
  const message = recipients[0]?.messageId ?? '';
  const attends = { attending: true, attendees: 2 };
  const reply = { by: '李', kind: 'notice', body: attends };
  expect(
    (await ask('xzspj', `POST messages/${message}/replies`, { ...reply, kind: 'check-result' }))[0],
  ).toBe(422);
  expect((await ask('xzspj', `POST messages/${message}/replies`, { ...reply, body: {} }))[0]).toBe(422);
  expect((await ask('xzspj', `POST messages/${message}/replies`, reply))[0]).toBe(202);
  await eventually(async () => {
    expect((await shown('zjj', id)).recipients).toMatchObject([{ state: 'answered', reply: attends }]);
  });
});

test('support is asked for by the bureau of the case, scheduled, extended and reported by the department that owes it', async () => {
  const asked = {
    by: '李',
    case: 'c-1',
    procedure: 'SITE_INSPECTION',
    content: '踏勘接驳口',
    completeBy: '2090-12-04',
    main: '370800.zjj',
  };
  expect((await ask('other', 'POST support', asked))[0]).toBe(422);
  const [status, { id }] = await ask<{ id: string }>('xzspj', 'POST support', asked);
  expect(status).toBe(201);
  const of = async (who: string): Promise<{ messageId: string; stage: string } | undefined> => {
    const [, found] = (await ask(who, 'GET support?all=true')) as [
      number,
      { messageId: string; stage: string }[],
    ];
    return found[0];
  };
  expect(await of('other')).toBeUndefined();
  const message = (await of('zjj'))?.messageId ?? '';
  const report = (body: object): ReturnType<typeof ask> =>
    ask('zjj', `POST messages/${message}/replies`, { by: '赵', kind: 'tech-support-result', body });
  const stage = (wanted: string): Promise<void> =>
    eventually(async () => {
      expect(await of('xzspj')).toMatchObject({ stage: wanted });
    });
  expect((await report({ stage: 'EXTENSION', extendTo: '2090-12-20', explanation: '需检测' }))[0]).toBe(202);
  await stage('EXTENSION');
  const decision = { by: '李', grant: true, why: '需委托检测' };
  expect((await ask('other', `POST support/${id}/extension`, decision))[0]).toBe(404);
  expect(await ask('xzspj', `POST support/${id}/extension`, decision)).toEqual([200, { id }]);
  expect((await report({ stage: 'COMPLETED', conclusion: 'PASSED', explanation: '符合' }))[0]).toBe(202);
  await stage('COMPLETED');
  expect((await ask('zjj', 'GET support?overdue=true&all=true'))[1]).toEqual([]);
});

const refusals: readonly (readonly [string, string, string, object | Buffer, number, string])[] = [
  [
    'in the name of others',
    'zjj',
    'POST documents',
    { ...letter, by: '王', from: '370811.xzspj' },
    403,
    '不属于',
  ],
  ["in nobody's name", 'hub', 'POST documents', { ...letter, by: '王' }, 400, 'from'],
  ['of a kind that is not its own', 'zjj', 'POST documents', { ...opinion, by: '王' }, 422, '监管部门不发送'],
  [
    'to whom no memorandum binds it',
    'other',
    'POST documents',
    { ...opinion, by: '王', to: { departments: ['370800.jtysj'] } },
    422,
    '备忘录',
  ],
  [
    'with what was never uploaded',
    'zjj',
    'POST documents',
    { ...letter, by: '王', attachments: [{ sha256: '0'.repeat(64), name: 'a.pdf' }] },
    422,
    '上传',
  ],
  ['what is no file of its name', 'zjj', 'POST attachments?name=a.png', pdf, 422, '内容与扩展名不符'],
  [
    'what is too large',
    'zjj',
    'POST attachments?name=a.pdf',
    Buffer.concat([pdf, Buffer.alloc(20_000)]),
    422,
    '超过',
  ],
  ['JSON for a file', 'zjj', 'POST attachments?name=a.pdf', {}, 415, 'octet-stream'],
  ['a file for JSON', 'zjj', 'POST documents', pdf, 415, 'json'],
];

test.each(refusals)('nothing is published %s', async (_, who, route, body, status, sentence) => {
  expect(await ask(who, route, body)).toEqual([
    status,
    expect.objectContaining({ detail: expect.stringContaining(sentence) }),
  ]);
});
