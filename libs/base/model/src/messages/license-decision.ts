import { caseResultTitles } from '#base/contracts';
import { code, document, fields, setOf, textOrNull, type JsonSchema, type MessageSchema } from './schema.js';

const optional = (titles: Readonly<Record<string, string>>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(titles).map(([name, title]) => [name, textOrNull(title)]));

const caseFacts = fields(
  '办件',
  optional({
    source: '数据源',
    caseNumber: '办件编号',
    projectName: '项目名称',
    region: '行政区划代码',
    appliedAt: '申请时间',
    acceptedAt: '受理时间',
  }),
  { required: ['source', 'caseNumber'], open: true },
);

const item = fields(
  '事项',
  optional({ code: '事项编码', name: '事项名称', nationalCatalogCode: '国家基本目录编码' }),
  { required: ['code', 'name'], open: true },
);

const decision = fields(
  '许可决定',
  {
    result: code('办结结果', caseResultTitles),
    ...optional({ decidedAt: '决定时间', approvalNumber: '批文或证照编号' }),
    approvingDepartment: fields('审批部门', optional({ uscc: '统一社会信用代码', name: '名称' }), {
      required: [],
      open: true,
    }),
  },
  { required: ['result'], open: true },
);

const licence = fields(
  '证照',
  optional({ name: '证照名称', number: '证照编号', validTo: '有效期至', issuer: '发证机关' }),
  { required: [], open: true },
);

const applicant = fields(
  '申请人',
  optional({
    name: '名称',
    idType: '证件类型',
    id: '证件号码',
    legalPerson: '法定代表人',
    contactName: '联系人',
    contactPhone: '联系电话',
    address: '地址',
  }),
  { required: [], open: true },
);

const obligation = fields(
  '义务',
  {
    clause: { title: '依据条款', type: ['string', 'object'] },
    claimMode: code('认领方式', { explicit: '限期认领', onDelivery: '推送即认领' }),
    claimBy: { ...textOrNull('认领期限'), description: 'ISO 8601，或 no-official-calendar' },
    answerBy: { ...textOrNull('反馈期限'), description: 'ISO 8601，或 no-official-calendar' },
    receipts: setOf(
      '应作回执',
      code('回执', { received: '签收', claimed: '认领', returned: '退回', answered: '反馈' }),
    ),
  },
  { required: ['clause', 'claimMode'], open: true },
);

/** 许可决定推送: which parts a recipient sees is the clause's content profile; change and obligation are always there. */
export const licenseDecision: MessageSchema = {
  schema: document(
    'license-decision',
    fields(
      '许可决定推送',
      {
        change: code('变化', { granted: '新许可', voided: '作废', corrected: '更正', reissued: '重新核发' }),
        case: caseFacts,
        item,
        decision,
        licence,
        applicant,
        obligation,
      },
      { required: ['change', 'obligation'], open: true },
    ),
  ),
  examples: [
    {
      change: 'granted',
      case: {
        source: '370800.zjj.front',
        caseNumber: '370800202611230001',
        projectName: '某综合楼工程建筑工程施工许可',
        region: '370811',
        appliedAt: '2026-11-16T09:00:00+08:00',
        acceptedAt: '2026-11-16T10:30:00+08:00',
      },
      item: { code: 'XK-ZJ-001', name: '建筑工程施工许可证核发', nationalCatalogCode: '000117001000' },
      decision: {
        result: 'GRANTED',
        decidedAt: '2026-11-20T16:00:00+08:00',
        approvalNumber: '370811202611200101',
        approvingDepartment: { uscc: '11370800MB2857395D', name: '济宁市行政审批服务局' },
      },
      licence: { name: '建筑工程施工许可证', number: '370811202611200101', validTo: null, issuer: null },
      applicant: { name: '济宁示例建设有限公司', idType: '001', id: '91370800MA00000001' },
      obligation: {
        clause: 'jn-zjj-01',
        claimMode: 'explicit',
        claimBy: '2026-11-24T23:59:59+08:00',
        answerBy: null,
        receipts: ['received', 'claimed', 'returned'],
      },
    },
    {
      change: 'voided',
      decision: { result: 'VOIDED', decidedAt: null },
      obligation: { clause: 'jn-zjj-01', claimMode: 'onDelivery', claimBy: 'no-official-calendar' },
    },
  ],
};
