import {
  code,
  day,
  document,
  fields,
  requiredWhen,
  setOf,
  text,
  yuan,
  type MessageSchema,
} from './schema.js';
import { grantingCases, holder, licence, supervisionRecord } from './subjects.js';

const penaltyKinds = {
  WARNING: '警告',
  CRITICISM: '通报批评',
  FINE: '罚款',
  CONFISCATION: '没收违法所得、非法财物',
  SUSPENSION: '暂扣许可证件',
  DOWNGRADE: '降低资质等级',
  REVOCATION: '吊销许可证件',
  RESTRICTION: '限制开展生产经营活动',
  CLOSURE: '责令停产停业、关闭',
  DETENTION: '行政拘留',
  OTHER: '其他行政处罚',
} as const;

/** 处罚反馈: a penalty decision that touches a licence holder (行政处罚法 art. 9). */
export const penaltyFeedback: MessageSchema = {
  schema: document(
    'penalty-feedback',
    fields(
      '处罚反馈',
      {
        decisionNumber: text('处罚决定书文号', 100),
        decidedOn: day('处罚决定日期'),
        kinds: setOf('处罚种类', code('处罚种类', penaltyKinds)),
        amount: yuan('罚款金额（元）'),
        facts: text('违法事实', 2000),
        basis: text('处罚依据', 1000),
        licence,
        holder,
        cases: grantingCases,
        record: supervisionRecord,
      },
      {
        required: ['decisionNumber', 'decidedOn', 'kinds', 'facts'],
        rules: [requiredWhen('kinds', 'FINE', ['amount'])],
      },
    ),
  ),
  examples: [
    {
      decisionNumber: '济任综执罚决字〔2026〕第101号',
      decidedOn: '2026-11-20',
      kinds: ['WARNING', 'FINE'],
      amount: '5000.00',
      facts: '未按许可内容施工。',
      basis: '《建设工程质量管理条例》第五十七条',
      licence: { number: '370811202611200101' },
      holder: { name: '济宁示例建设有限公司', id: '91370800MA00000001' },
    },
    {
      decisionNumber: '示例罚字〔2026〕7号',
      decidedOn: '2026-11-20',
      kinds: ['REVOCATION'],
      facts: '以欺骗手段取得许可。',
    },
  ],
};
