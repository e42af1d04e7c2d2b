import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { join } from 'node:path';
import { brandAs, systemClock, type Right, type Role } from '#base/contracts';
import { projectRoot, readConfigDocuments } from '#base/settings';
import { roleRights } from '#libs/access';
import { apiDocument, operations } from '#libs/api';
import { loadPolicyFiles, PolicyDesk } from '#libs/catalogue';
import { lived, livedDesks } from '../../../test/support/lived-hub.js';
import { takeReplies } from '../../../test/support/reply-taker.js';
import { openWatchApi, type WatchApi } from '../../../test/support/watch-api.js';

const { source } = lived;
const parked = (id: number, code: string): string =>
  `(${id}, 'parked', 'map', '${code}', 'BJJGDM', '代码未知', '${source}', 'result', 'C-${id}', 'shandong-front', 'B', 'raw', 0, ${id},
    'h', now(), 'upsert', '{"SPSXBH":"1","BJJGDM":"7"}', now())`;
/** What the examples speak of. */
const drawn: readonly string[] = [
  `insert into ops.parked (id, state, cause, code, field, sentence, source, stream, case_no, standard, generation, topic, partition,
     record_offset, hash, read_at, operation, body, parked_at)
   overriding system value values ${parked(3, 'HUB_DATE_INVALID')}`,
  `insert into intake.backfill (source, stream, from_key, to_key, rows_per_second, requested_by, requested_at)
   values ('${source}', 'result', 'a', 'b', 1, 'x', now())`,
  `insert into intake.drift (source, stream, kind, col, state, found_at, seen_at)
   values ('${source}', 'result', 'additive', 'C', 'open', now(), now())`,
  `insert into feedback.withheld (source, case_no, region, department, kind, message_id, body, reason, noted_at)
   values ('${source}', 'C-1', '370800', 'zjj', 'license-decision', '${lived.message}', '{}', 'quiet', now())`,
  `insert into ops.fuse (source, stream, slices, held_at, sentence, parked_since) values ('${source}', 'result', '[]', now(), '多', 9)`,
  `insert into intake.code_addition values ('${source}', 'result', 'result', '7', 'GRANTED', now(), 'x', '来函')`,
  `insert into access.token (id, digest, title, role, rights, issued_at, issued_by, expires_at)
   values ('a1b2c3d4e5', '\\x00', '旧系统', 'operator', '{status.read}', now(), 'x', now())`,
  `insert into unified.case_status (source, case_no, state, result_removed, item_codes, region, missing, first_seen_at, updated_at)
   values ('370800.xzspj.front', 'C-9', 'ACCEPTED', false, '{370117006000}', '370800', '{}', now(), now())`,
];

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
ajv.addSchema(closed(apiDocument()) as object, 'api');

let api: WatchApi;
let url = '';
let stop: () => Promise<void>;
const tokens = new Map<string, string>();
/** How the person of the examples is recognised, once they signed in. */
let signedIn: Readonly<Record<string, string>> = {};
/** The link that one answer gave out and another address opens. */
let link = '';

beforeAll(async () => {
  api = await openWatchApi();
  const { database } = api.store;
  for (const statement of [...lived.statements, ...livedDesks.statements, ...drawn])
    await database.query(statement);
  const { policy } = await readConfigDocuments(join(projectRoot(), 'config'));
  await database.transaction((tx) => loadPolicyFiles(tx, policy));
  const changed = policy
    .filter(({ path }) => path.endsWith('memoranda/370800-zjj.yaml'))
    .map(({ path, text }) => ({ path, text: text.replace('signedOn: 2023-12-20', 'signedOn: 2023-12-21') }));
  await new PolicyDesk(database, systemClock).submit(changed, '王丽', '签订日期更正');
  await api.accounts.add(
    {
      name: 'wang.li',
      title: '王丽',
      role: 'operator',
      place: { region: null, department: null },
      password: 'Jining-2026-first',
    },
    'spec',
  );
  for (const role of ['operator', 'auditor', 'administrator', 'supervision'] as const)
    tokens.set(role, await tokenOf(role));
  const provider = { issuer: 'https://id.example', clientId: 'hub', redirectUri: 'https://hub.example/back' };
  ({ url } = await api.listen('operator-token-of-the-spec', {
    ...provider,
    scope: 'openid',
    allowHttp: false,
  }));
  stop = await takeReplies(api.store, api, [{ region: brandAs('370800'), department: brandAs('zjj') }]);
}, 60_000);
afterAll(async () => {
  await stop();
  await api.close();
}, 60_000);

async function tokenOf(role: Role): Promise<string> {
  const place =
    role === 'supervision' ? { region: '370800', department: 'zjj' } : { region: null, department: null };
  const token = { title: role, role, place, rights: roleRights[role], days: 1 };
  return (await api.tokens.issue(token, 'spec')).token;
}

/** Everything an object of the document may hold is told, so that an answer with more than that is found. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const told = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  return 'properties' in told && told['type'] === 'object' ? { additionalProperties: false, ...told } : told;
}

const roleFor: readonly (readonly [Right, Role])[] = [
  ['accounts.manage', 'administrator'],
  ['journal.read', 'auditor'],
  ['messages.answer', 'supervision'],
];

/** One operation as the document tells it. */
interface Told {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}
const document = apiDocument() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Told>>>>;
};

function toldOf(place: string): Told {
  const [method = '', address = ''] = place.split(' ');
  return document.paths[address]?.[method.toLowerCase()] ?? { parameters: [], responses: {} };
}

/** Makes the call that the document shows. */
async function call(place: string): Promise<Response> {
  const [method = ''] = place.split(' ');
  const at = url + (place === opens ? link : addressOf(place));
  const headers = headersFor(place);
  if (method !== 'POST') return fetch(at, { method, headers });
  const [type, body] = bodyOf(place);
  return fetch(at, { method, headers: { ...headers, 'content-type': type }, body });
}

function addressOf(place: string): string {
  const given = toldOf(place).parameters.filter(({ example }) => example !== undefined);
  const values = new Map(given.map(({ name, example }) => [name, String(example)]));
  const path = (place.split(' ')[1] ?? '').replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => values.get(name) ?? name,
  );
  const query = given.filter((each) => each.in === 'query').map(({ name }) => [name, values.get(name) ?? '']);
  return `${path}?${new URLSearchParams(query).toString()}`;
}

function headersFor(place: string): Readonly<Record<string, string>> {
  if (place.includes('/session')) return signedIn;
  const role = roleFor.find(([right]) => right === operations[place]?.need.right)?.[1];
  return { authorization: `Bearer ${tokens.get(role ?? 'operator') ?? ''}` };
}

function bodyOf(place: string): readonly [type: string, body: string] {
  const [[type, told] = ['application/json', {}]] = Object.entries(toldOf(place).requestBody?.content ?? {});
  return [type, type === 'application/json' ? JSON.stringify(told.example ?? {}) : '%PDF-1.7 正文'];
}

/** Where the document says what an answer of this status holds; null where it says nothing of it. */
function schemaAt(place: string, status: number): string | null {
  const [method = '', address = ''] = place.split(' ');
  if (toldOf(place).responses[status]?.content === undefined) return null;
  const steps = [
    'paths',
    address,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
    'application/json',
    'schema',
  ];
  return `api#/${steps.map((step) => step.replaceAll('/', '~1')).join('/')}`;
}

/** Whose good answer takes a department's system or a national one: what is answered where they are not set up is looked at. */
const elsewhere: Readonly<Record<string, number>> = {
  'GET /api/v1/session/oidc': 409,
  'GET /api/v1/session/oidc/callback': 401,
  'POST /api/v1/sources/{id}/check': 409,
  'POST /api/v1/sources/{id}/preview': 409,
  'POST /api/v1/parked/{id}/code': 409,
  'POST /api/v1/lookups/{interface}': 409,
};

const secret = 'POST /api/v1/secrets/{name}';
const opens = 'GET /api/v1/attachments/{digest}';
/** What makes something comes before what ends it: the order of the document, but for these. */
const early = [
  secret,
  'POST /api/v1/attachments',
  'POST /api/v1/parked/{id}/correction',
  'POST /api/v1/session',
];
const late = [opens, 'POST /api/v1/parked/retry', 'DELETE /api/v1/session'];
const others = Object.keys(operations).filter((place) => ![...early, ...late].includes(place));

test('every example is answered, and as the document says: no field missing, none of another type, none untold', async () => {
  const problems: string[] = [];
  const answers: string[] = [];
  for (const place of [...early, ...others, ...late]) {
    const response = await call(place);
    const type = response.headers.get('content-type') ?? '';
    const text = await response.text();
    if (place !== 'GET /api/v1/openapi.json') answers.push(text);
    if (place === 'POST /api/v1/session')
      signedIn = {
        cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
        'x-csrf-token': (JSON.parse(text) as { readonly csrf: string }).csrf,
      };
    if (place.endsWith('attachments/{digest}') && text.includes('signature'))
      ({ link } = JSON.parse(text) as { readonly link: string });
    problems.push(...problemsOf(place, response.status, type, text));
  }
  expect(problems).toEqual([]);
  // What was put in as a secret came out of no address; who put it in and why is in the audit.
  expect(answers.filter((text) => text.includes('口令@'))).toEqual([]);
  const { rows } = await api.store.database.query<{ trail: string }>(
    `select action || ' ' || split_part(actor, ':', 3) || ' ' || (detail ->> 'why') as trail, detail::text like '%口令%' as leaks
       from ops.audit where action like 'secret.%' order by id`,
  );
  const deeds = ['put', 'rotate', 'renew', 'restore', 'remove'];
  expect(rows).toEqual(deeds.map((deed) => ({ trail: `secret.${deed} 王丽 住建局来函`, leaks: false })));
});

function problemsOf(place: string, status: number, type: string, text: string): readonly string[] {
  if (!isWanted(place, status)) return [`${place}: ${status} ${text.slice(0, 300)}`];
  if (operations[place]?.gives !== undefined || status === 204) return [];
  const problem = type.startsWith('application/problem+json');
  const schema = problem ? 'api#/components/schemas/Problem' : schemaAt(place, status);
  if (schema === null) return [`${place}: ${status} is not documented`];
  const validate = ajv.getSchema(schema) ?? ajv.compile({ $ref: schema });
  if (validate(JSON.parse(text))) return [];
  return [`${place}: ${ajv.errorsText(validate.errors)} in ${text.slice(0, 300)}`];
}

function isWanted(place: string, status: number): boolean {
  const { status: good = 200, also = [] } = operations[place] ?? {};
  return status === (elsewhere[place] ?? good) || also.includes(status);
}
