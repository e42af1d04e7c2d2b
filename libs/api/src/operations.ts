import type { z } from 'zod';
import type { RouteNeed } from '#base/contracts';
import {
  accountBody,
  beginQuery,
  callbackQuery,
  journalQuery,
  linkBody,
  newPasswordBody,
  reasonBody,
  signInBody,
  tokenBody,
} from './access-bodies.js';
import {
  backfillBody,
  checkBody,
  codeBody,
  correctionBody,
  decisionBody,
  discardBody,
  dropCodeBody,
  fuseBody,
  lookupBody,
  previewBody,
  retryBody,
  transitionBody,
} from './command-bodies.js';
import {
  documentQuery,
  documentsQuery,
  extensionBody,
  linkQuery,
  publicationBody,
  receiptBody,
  remindBody,
  replyBody,
  supportBody,
  supportQuery,
  uploadQuery,
} from './desk-bodies.js';
import {
  caseQuery,
  deadlinesQuery,
  deliveriesQuery,
  driftQuery,
  figureRowsQuery,
  figuresQuery,
  listQuery,
  monthlyQuery,
  parkedGroupsQuery,
  parkedQuery,
  regionQuery,
  runsQuery,
} from './query-schemas.js';

/** What one address of the API is for, what it asks of whoever comes, and what it takes. */
export interface Operation {
  readonly title: string;
  readonly need: RouteNeed;
  /** The `{id}` of the address is a source. */
  readonly subject?: 'source';
  /** It shows records of persons, so that every look goes into the journal. */
  readonly personal?: true;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The media type of a body that is no JSON; it comes as a stream. */
  readonly takes?: 'application/octet-stream';
  /** The media type of an answer that is no JSON. */
  readonly gives?: '*/*';
  /** The status of a good answer where it is not 200. */
  readonly status?: number;
  /** Further statuses that come with the same answer rather than a problem. */
  readonly also?: readonly number[];
}

type Given = Omit<Operation, 'title' | 'need'>;
type Need = RouteNeed['right'];

/** Of which everybody who has the right sees their part. */
const own = (right: Need, title: string, given: Given = {}): Operation => ({
  title,
  need: { right, reach: 'own' },
  ...given,
});
/** Of the hub as a whole, for those who work for all of it. */
const hub = (right: Need, title: string, given: Given = {}): Operation => ({
  title,
  need: { right, reach: 'hub' },
  ...given,
});

/** Every address of the API by method and path. An address that is not here lets nobody in; a test holds the list against the controllers. */
export const operations: Readonly<Record<string, Operation>> = {
  'POST /api/v1/session': own('anybody', '登录', { body: signInBody }),
  'GET /api/v1/session': own('signedIn', '我是谁，能做什么'),
  'DELETE /api/v1/session': own('signedIn', '退出', { status: 204 }),
  'GET /api/v1/session/oidc': own('anybody', '到统一身份认证登录', { query: beginQuery, status: 302 }),
  'GET /api/v1/session/oidc/callback': own(
    'anybody',
    '从统一身份认证返回，登录完成；开始时给出 return 的，转到该处',
    {
      personal: true,
      query: callbackQuery,
    },
  ),
  'POST /api/v1/session/password': own('signedIn', '修改自己的口令', { body: newPasswordBody, status: 204 }),
  'GET /api/v1/accounts': hub('accounts.manage', '账号'),
  'POST /api/v1/accounts': hub('accounts.manage', '新增账号', { body: accountBody, status: 201 }),
  'POST /api/v1/accounts/{name}/reset': hub('accounts.manage', '重置口令', { body: reasonBody }),
  'POST /api/v1/accounts/{name}/disable': hub('accounts.manage', '停用账号', { body: reasonBody }),
  'POST /api/v1/accounts/{name}/enable': hub('accounts.manage', '启用账号', { body: reasonBody }),
  'POST /api/v1/accounts/{name}/link': hub('accounts.manage', '关联账号与统一身份', { body: linkBody }),
  'POST /api/v1/accounts/{name}/unlink': hub('accounts.manage', '取消账号与统一身份的关联', {
    body: reasonBody,
  }),
  'GET /api/v1/tokens': hub('accounts.manage', '接口令牌'),
  'POST /api/v1/tokens': hub('accounts.manage', '签发令牌', { body: tokenBody, status: 201 }),
  'POST /api/v1/tokens/{id}/revoke': hub('accounts.manage', '吊销令牌', { body: reasonBody }),
  'GET /api/v1/journal': hub('journal.read', '访问日志', { query: journalQuery }),
  'GET /api/v1/status': hub('status.read', '枢纽总览'),
  'GET /api/v1/reports/figures': hub('messages.read', '审管互动的各项指标', { query: figuresQuery }),
  'GET /api/v1/reports/rows': hub('messages.read', '一项指标背后的投递', { query: figureRowsQuery }),
  'GET /api/v1/reports/monthly': hub('messages.read', '一个区划的月报', { query: monthlyQuery }),
  'GET /api/v1/sources': own('sources.read', '数据源一览'),
  'GET /api/v1/departments': own('messages.read', '部门一览'),
  'GET /api/v1/sources/{id}': own('sources.read', '一个数据源：状态、版本、经历', { subject: 'source' }),
  'POST /api/v1/sources/{id}/transitions': own('sources.change', '启用、暂停、恢复、退役或重开一个数据源', {
    subject: 'source',
    body: transitionBody,
  }),
  'POST /api/v1/sources/{id}/check': own(
    'sources.change',
    '检查一个数据源：能否读取、映射是否相符；不改动对方任何数据',
    {
      subject: 'source',
      body: checkBody,
    },
  ),
  'POST /api/v1/sources/{id}/preview': own(
    'sources.change',
    '预览一个数据源的几行真实数据；不写入任何地方，除非要求记为凭据',
    {
      subject: 'source',
      personal: true,
      body: previewBody,
    },
  ),
  'POST /api/v1/backfills': own('sources.change', '请采集进程回补一段数据', {
    body: backfillBody,
    status: 202,
  }),
  'GET /api/v1/backfills/{id}': own('sources.read', '一次回补及其进度'),
  'POST /api/v1/backfills/{id}/stop': hub('sources.change', '停下一次回补', { body: decisionBody }),
  'POST /api/v1/backfills/{id}/resume': hub('sources.change', '继续一次回补', { body: decisionBody }),
  'GET /api/v1/backfills': own('sources.read', '回补及其进度', { query: runsQuery }),
  'GET /api/v1/cases/{number}': own('cases.read', '一个办件的全部经过', { personal: true, query: caseQuery }),
  'GET /api/v1/waiting': own('cases.read', '等待补齐的办件', { query: listQuery }),
  'GET /api/v1/nobody-to-tell': own('cases.read', '没有监管部门可告知的办件', { query: listQuery }),
  'GET /api/v1/parked': own('parked.read', '仍在隔离的记录', { query: parkedQuery }),
  'GET /api/v1/parked/groups': own('parked.read', '按原因归类的隔离记录', { query: parkedGroupsQuery }),
  'GET /api/v1/parked/{id}': own('parked.read', '一条隔离记录及其原始内容，个人信息已遮盖', {
    personal: true,
  }),
  'POST /api/v1/parked/retry': hub('parked.change', '放行一条、一组或全部隔离记录', {
    body: retryBody,
    status: 202,
  }),
  'POST /api/v1/parked/discard': hub('parked.change', '舍弃隔离记录', { body: discardBody }),
  'POST /api/v1/parked/{id}/correction': hub('parked.change', '更正一条隔离记录的一个字段', {
    body: correctionBody,
  }),
  'POST /api/v1/parked/{id}/code': hub('parked.change', '为因代码未知而隔离的记录补充代码', {
    body: codeBody,
  }),
  'GET /api/v1/codes': hub('parked.read', '补充的代码'),
  'POST /api/v1/codes/drop': hub('parked.change', '撤回一个补充的代码', { body: dropCodeBody }),
  'GET /api/v1/fuses': hub('parked.read', '因隔离过多而暂停的数据流'),
  'POST /api/v1/fuses/reset': hub('parked.change', '恢复因隔离过多而暂停的数据流', { body: fuseBody }),
  'GET /api/v1/deliveries': own('messages.read', '投递', { query: deliveriesQuery }),
  'GET /api/v1/messages/{id}': own('messages.read', '一条消息及其投递、回执、时限'),
  'POST /api/v1/messages/{id}/receipts': own('messages.answer', '对发给本部门的消息签收、认领、退回或反馈', {
    body: receiptBody,
    status: 202,
  }),
  'POST /api/v1/messages/{id}/replies': own(
    'messages.answer',
    '答复发给本部门的消息：参会回复、书面意见、技术支撑的安排、延期申请与结果等',
    { body: replyBody, status: 202 },
  ),
  'GET /api/v1/messages/{id}/attachments/{digest}': own(
    'messages.read',
    '一条消息的附件的下载链接，已签名、限时',
    {
      personal: true,
    },
  ),
  'POST /api/v1/attachments': own('documents.publish', '上传附件，供发布或答复时引用', {
    query: uploadQuery,
    takes: 'application/octet-stream',
    status: 201,
  }),
  'GET /api/v1/attachments/{digest}': own('anybody', '凭签名链接下载附件', {
    personal: true,
    query: linkQuery,
    gives: '*/*',
  }),
  'GET /api/v1/documents': own('messages.read', '文件、会议培训通知与书面意见请求', {
    query: documentsQuery,
  }),
  'POST /api/v1/documents': own('documents.publish', '文件同发、发会议培训通知或请出具书面意见', {
    body: publicationBody,
    status: 201,
  }),
  'GET /api/v1/documents/{id}': own('messages.read', '一份文件：内容，谁已签收、谁还没有、各自怎样答复', {
    query: documentQuery,
  }),
  'POST /api/v1/documents/{id}/remind': own('documents.publish', '催办尚未签收或答复的部门', {
    body: remindBody,
  }),
  'GET /api/v1/support': own('messages.read', '技术支撑请求及其时限', { query: supportQuery }),
  'POST /api/v1/support': own('support.ask', '为办件发起技术支撑', { body: supportBody, status: 201 }),
  'POST /api/v1/support/{id}/extension': own('support.ask', '准予或不准予延期', { body: extensionBody }),
  'GET /api/v1/deadlines': own('messages.read', '时限，先到期的在前', { query: deadlinesQuery }),
  'GET /api/v1/withheld': own('sources.read', '静默未告知的消息', { query: runsQuery }),
  'GET /api/v1/runs': own('sources.read', '采集轮次', { query: runsQuery }),
  'GET /api/v1/costs': own('sources.read', '读取对方系统的开销', { query: runsQuery }),
  'GET /api/v1/drift': own('sources.read', '数据源与约定不同之处', { query: driftQuery }),
  'GET /api/v1/policy': own('policy.read', '现行政策概要'),
  'GET /api/v1/policy/lists': own('policy.read', '事项、指导目录与划转清单', { query: regionQuery }),
  'GET /api/v1/policy/boundaries': own('policy.read', '职责边界清单', { query: regionQuery }),
  'GET /api/v1/policy/memoranda': own('policy.read', '备忘录与条款', { query: regionQuery }),
  'GET /api/v1/policy/report': own('policy.read', '清单核对结果', { query: regionQuery }),
  'GET /api/v1/policy/drafts': own('policy.read', '政策草案'),
  'GET /api/v1/policy/drafts/{id}/effect': own('policy.read', '一份草案批准后的变化'),
  'GET /api/v1/lookups': own('lookups.ask', '可查询的国家系统接口'),
  'POST /api/v1/lookups/{interface}': own('lookups.ask', '按办件查询国家系统', {
    personal: true,
    body: lookupBody,
    also: [400, 429, 502, 503],
  }),
  'GET /api/v1/openapi.json': own('signedIn', '本接口文档'),
};
