import type { z } from 'zod';
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
  deliveriesQuery,
  driftQuery,
  listQuery,
  parkedGroupsQuery,
  parkedQuery,
  runsQuery,
} from './query-schemas.js';

/** What one address of the API is for, and what it takes. */
export interface Operation {
  readonly title: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The status of a good answer where it is not 200. */
  readonly status?: number;
}

/** Every address of the API by method and path; a test holds the list against the controllers. */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /api/v1/status': { title: '枢纽总览' },
  'GET /api/v1/sources': { title: '数据源一览' },
  'GET /api/v1/departments': { title: '部门一览' },
  'GET /api/v1/sources/{id}': { title: '一个数据源：状态、版本、经历' },
  'POST /api/v1/sources/{id}/transitions': {
    title: '启用、暂停、恢复、退役或重开一个数据源',
    body: transitionBody,
  },
  'POST /api/v1/sources/{id}/check': {
    title: '检查一个数据源：能否读取、映射是否相符；不改动对方任何数据',
    body: checkBody,
  },
  'POST /api/v1/sources/{id}/preview': {
    title: '预览一个数据源的几行真实数据；不写入任何地方，除非要求记为凭据',
    body: previewBody,
  },
  'GET /api/v1/backfills': { title: '回补及其进度', query: runsQuery },
  'POST /api/v1/backfills': { title: '请采集进程回补一段数据', body: backfillBody, status: 202 },
  'GET /api/v1/backfills/{id}': { title: '一次回补及其进度' },
  'POST /api/v1/backfills/{id}/stop': { title: '停下一次回补', body: decisionBody },
  'POST /api/v1/backfills/{id}/resume': { title: '继续一次回补', body: decisionBody },
  'GET /api/v1/cases/{number}': { title: '一个办件的全部经过' },
  'GET /api/v1/waiting': { title: '等待补齐的办件', query: listQuery },
  'GET /api/v1/nobody-to-tell': { title: '没有监管部门可告知的办件', query: listQuery },
  'GET /api/v1/parked': { title: '仍在隔离的记录', query: parkedQuery },
  'GET /api/v1/parked/groups': { title: '按原因归类的隔离记录', query: parkedGroupsQuery },
  'GET /api/v1/parked/{id}': { title: '一条隔离记录及其原始内容，个人信息已遮盖' },
  'POST /api/v1/parked/retry': { title: '放行一条、一组或全部隔离记录', body: retryBody, status: 202 },
  'POST /api/v1/parked/discard': { title: '舍弃隔离记录', body: discardBody },
  'POST /api/v1/parked/{id}/correction': { title: '更正一条隔离记录的一个字段', body: correctionBody },
  'POST /api/v1/parked/{id}/code': { title: '为因代码未知而隔离的记录补充代码', body: codeBody },
  'GET /api/v1/codes': { title: '补充的代码' },
  'POST /api/v1/codes/drop': { title: '撤回一个补充的代码', body: dropCodeBody },
  'GET /api/v1/fuses': { title: '因隔离过多而暂停的数据流' },
  'POST /api/v1/fuses/reset': { title: '恢复因隔离过多而暂停的数据流', body: fuseBody },
  'GET /api/v1/deliveries': { title: '投递', query: deliveriesQuery },
  'GET /api/v1/withheld': { title: '静默未告知的消息', query: runsQuery },
  'GET /api/v1/runs': { title: '采集轮次', query: runsQuery },
  'GET /api/v1/costs': { title: '读取对方系统的开销', query: runsQuery },
  'GET /api/v1/drift': { title: '数据源与约定不同之处', query: driftQuery },
  'GET /api/v1/lookups': { title: '可查询的国家系统接口' },
  'POST /api/v1/lookups/{interface}': { title: '按办件查询国家系统', body: lookupBody },
  'GET /api/v1/openapi.json': { title: '本接口文档' },
};
