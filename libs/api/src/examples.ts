/** A call that can be made as it stands, in a hub where what it names is there. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
}

const decision = { by: '王丽', why: '住建局来函' };
const source = '370800.zjj.front';
const ofSource = { params: { id: source } };
const message = { id: '01950000-0000-7000-8000-000000000001' };
const document = { id: '01950000-0000-7000-8000-00000000d0c0' };
const support = { id: '01950000-0000-7000-8000-00000000a5ed' };
const digest = '5384d0549c5d73838719ab78d3f165683a229ffd9a17f312cd82e8a161cb81d3';
const account = { params: { name: 'li.ming' } };
const secret = { params: { name: 'source.370800.zjj.second.url' } };
const ofRegion = { query: { region: '370800' } };
const month = { region: '370800', month: '2026-02' };

/**
 * One call of every address that takes something, as it stands in the OpenAPI document. A test makes all of them, in this order, and holds the
 * answers against the schemas of the document.
 */
export const examples: Readonly<Record<string, Example>> = {
  'POST /api/v1/session': { body: { name: 'wang.li', password: 'Jining-2026-first' } },
  'POST /api/v1/session/password': {
    body: { before: 'Jining-2026-first', after: 'Jining-2026-second' },
  },
  'POST /api/v1/accounts': {
    body: { name: 'li.ming', title: '李明', role: 'supervision', region: '370800', department: 'zjj' },
  },
  'POST /api/v1/accounts/{name}/reset': { ...account, body: { why: '遗忘口令' } },
  'POST /api/v1/accounts/{name}/disable': { ...account, body: { why: '调离岗位' } },
  'POST /api/v1/accounts/{name}/enable': { ...account, body: { why: '重新上岗' } },
  'POST /api/v1/accounts/{name}/link': { ...account, body: { subject: 'sd-370800-000123' } },
  'POST /api/v1/accounts/{name}/unlink': { ...account, body: { why: '调离岗位' } },
  'GET /api/v1/session/oidc': { query: { return: '/console/cases' } },
  'GET /api/v1/session/oidc/callback': { query: { state: '开始登录时得到的校验值', code: '授权码' } },
  'POST /api/v1/tokens': {
    body: { title: '住建局系统', role: 'supervision', region: '370800', department: 'zjj', days: 90 },
  },
  'POST /api/v1/tokens/{id}/revoke': { params: { id: 'a1b2c3d4e5' }, body: { why: '系统下线' } },
  'GET /api/v1/journal': { query: { denied: 'true', limit: 50 } },
  'GET /api/v1/reports/figures': { query: { ...month, by: 'department' } },
  'GET /api/v1/reports/rows': { query: { figure: 'pushed', region: '370800' } },
  'GET /api/v1/reports/monthly': { query: month },
  'GET /api/v1/sources/{id}': ofSource,
  'POST /api/v1/sources/{id}/check': { ...ofSource, body: decision },
  'POST /api/v1/sources/{id}/preview': { ...ofSource, body: { ...decision, rows: 3 } },
  'POST /api/v1/sources/{id}/retry': { ...ofSource, body: decision },
  'POST /api/v1/sources/{id}/transitions': { ...ofSource, body: { ...decision, event: 'pause' } },
  'GET /api/v1/secrets/{name}/versions': secret,
  'POST /api/v1/secrets/{name}': {
    ...secret,
    body: {
      ...decision,
      value: 'mysql://hub:口令@10.0.0.8:3306/front',
      region: '370800',
      department: 'zjj',
      right: 'account',
      grantedBy: '济建函〔2026〕12号',
      until: null,
    },
  },
  'POST /api/v1/secrets/{name}/rotate': {
    ...secret,
    body: { ...decision, value: 'mysql://hub:新口令@10.0.0.8:3306/front' },
  },
  'POST /api/v1/secrets/{name}/renew': {
    ...secret,
    body: { ...decision, grantedBy: '济建函〔2027〕3号', until: null },
  },
  'POST /api/v1/secrets/{name}/restore': { ...secret, body: { ...decision, version: 1 } },
  'POST /api/v1/secrets/{name}/remove': { ...secret, body: decision },
  'GET /api/v1/backfills/{id}': { params: { id: '1' } },
  'POST /api/v1/backfills': {
    body: { ...decision, source, stream: 'result', range: { by: 'key', from: 'a', to: 'b' } },
  },
  'POST /api/v1/backfills/{id}/stop': { params: { id: '1' }, body: decision },
  'POST /api/v1/backfills/{id}/resume': { params: { id: '1' }, body: decision },
  'GET /api/v1/cases/{number}': { params: { number: 'C-1' } },
  'GET /api/v1/parked': { query: { source, limit: 20 } },
  'GET /api/v1/parked/{id}': { params: { id: '1' } },
  'POST /api/v1/parked/{id}/correction': {
    params: { id: '3' },
    body: { ...decision, field: 'BJJGDM', value: '1' },
  },
  'POST /api/v1/parked/{id}/code': { params: { id: '3' }, body: { ...decision, as: 'GRANTED' } },
  'POST /api/v1/parked/retry': { body: { ...decision, which: { filter: { source } } } },
  'POST /api/v1/parked/discard': { body: { ...decision, ids: ['2'] } },
  'POST /api/v1/codes/drop': { body: { ...decision, source, stream: 'result', field: 'result', raw: '7' } },
  'POST /api/v1/fuses/reset': { body: { ...decision, source, stream: 'result' } },
  'GET /api/v1/messages/{id}': { params: message },
  'POST /api/v1/messages/{id}/receipts': { params: message, body: { by: '监管科', receipt: 'received' } },
  'POST /api/v1/messages/{id}/replies': {
    params: message,
    body: {
      by: '监管科',
      kind: 'check-result',
      body: {
        inspectedOn: '2026-11-23',
        result: 'CONFORMING',
        treatment: 'PASSED',
        explanation: '与许可内容一致。',
      },
    },
  },
  'GET /api/v1/messages/{id}/attachments/{digest}': { params: { ...document, digest } },
  'POST /api/v1/attachments': { query: { name: '通知正文.pdf' } },
  'GET /api/v1/attachments/{digest}': {
    params: { digest },
    query: { name: '通知正文.pdf', until: '1800000000', signature: '由链接给出' },
  },
  'GET /api/v1/deliveries': { query: { region: '370800', limit: 20 } },
  'GET /api/v1/deadlines': { query: { region: '370800', settled: 'true' } },
  'GET /api/v1/documents': { query: { kind: 'document-sync', open: 'true' } },
  'POST /api/v1/documents': {
    body: {
      by: '王丽',
      kind: 'document-sync',
      from: '370800.zjj',
      to: { regions: ['370800', '370811'] },
      body: {
        title: '关于后续监管的通知',
        issuedOn: '2026-11-20',
        issuer: '市住建局',
        summary: '明确检查频次。',
      },
    },
  },
  'GET /api/v1/documents/{id}': { params: document },
  'POST /api/v1/documents/{id}/remind': { params: document, body: { by: '王丽' } },
  'GET /api/v1/support': { query: { region: '370800', all: 'true' } },
  'POST /api/v1/support': {
    body: {
      by: '李明',
      case: 'C-9',
      procedure: 'SITE_INSPECTION',
      content: '踏勘排水接驳口。',
      completeBy: '2090-12-04',
      main: '370800.zjj',
    },
  },
  'POST /api/v1/support/{id}/extension': { params: support, body: { ...decision, grant: true } },
  'GET /api/v1/policy/lists': ofRegion,
  'GET /api/v1/policy/boundaries': ofRegion,
  'GET /api/v1/policy/memoranda': ofRegion,
  'GET /api/v1/policy/report': ofRegion,
  'GET /api/v1/policy/drafts/{id}/effect': { params: { id: '1' } },
  'POST /api/v1/lookups/{interface}': {
    params: { interface: 'enterprise' },
    body: { fields: { uscc: '91370800MA00000001' }, case: 'C-1', purpose: '核对申请人', by: '李明' },
  },
};
