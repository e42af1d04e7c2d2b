import { entry, type CodeEntry } from './code-entry.js';

/** The code sets of credit publicity and of 互联网+监管; penalties and measures follow 行政处罚法 art. 9 and 行政强制法 art. 9 and 12. */
export const supervisionSets = {
  counterpartyType: [
    '行政相对人类别',
    [
      entry('NATURAL_PERSON', '自然人'),
      entry('LEGAL_PERSON', '法人'),
      entry('UNINCORPORATED', '非法人组织'),
      entry('ORGANISATION', '法人及非法人组织'),
      entry('SOLE_TRADER', '个体工商户'),
    ],
  ],
  permitCategory: [
    '许可类别',
    [
      entry('ORDINARY', '普通'),
      entry('CONCESSION', '特许'),
      entry('RECOGNITION', '认可'),
      entry('APPROVAL', '核准'),
      entry('REGISTRATION', '登记'),
      entry('OTHER', '其他'),
    ],
  ],
  publicityState: [
    '公示状态',
    [
      entry('IN_FORCE', '正常'),
      entry('REVOKED', '撤销'),
      entry('DISPUTED', '异议'),
      entry('INVALID', '无效'),
      entry('OTHER', '其他'),
    ],
  ],
  checkForm: [
    '检查形式',
    [
      entry('ON_SITE', '现场检查'),
      entry('OFF_SITE', '非现场检查'),
      entry('DOCUMENTS', '书面检查'),
      entry('OTHER', '其他'),
    ],
  ],
  checkType: [
    '检查类别',
    [
      entry('ROUTINE', '日常检查'),
      entry('SPECIAL', '专项检查'),
      entry('RANDOM', '双随机抽查'),
      entry('KEY', '重点检查'),
      entry('REPORTED', '投诉举报检查'),
      entry('OTHER', '其他'),
    ],
  ],
  checkResult: [
    '检查结果',
    [entry('CONFORMING', '符合'), entry('MOSTLY_CONFORMING', '基本符合'), entry('NOT_CONFORMING', '不符合')],
  ],
  caseSource: [
    '案件来源',
    [
      entry('INSPECTION', '监督检查发现'),
      entry('REPORT', '投诉举报'),
      entry('TRANSFER', '其他机关移送'),
      entry('ASSIGNED', '上级交办'),
      entry('OTHER', '其他'),
    ],
  ],
  penaltyProcedure: [
    '处罚程序',
    [entry('SIMPLE', '简易程序'), entry('ORDINARY', '普通程序'), entry('HEARING', '听证程序')],
  ],
  penaltyKind: [
    '处罚种类',
    [
      entry('WARNING', '警告'),
      entry('CRITICISM', '通报批评'),
      entry('FINE', '罚款'),
      entry('CONFISCATION', '没收违法所得、非法财物'),
      entry('SUSPENSION', '暂扣许可证件'),
      entry('DOWNGRADE', '降低资质等级'),
      entry('REVOCATION', '吊销许可证件'),
      entry('RESTRICTION', '限制开展生产经营活动'),
      entry('CLOSURE', '责令停产停业、关闭'),
      entry('DETENTION', '行政拘留'),
      entry('OTHER', '其他行政处罚'),
    ],
  ],
  enforcementKind: ['行政强制种类', [entry('MEASURE', '行政强制措施'), entry('EXECUTION', '行政强制执行')]],
  measureType: [
    '强制措施类型',
    [
      entry('PERSON', '限制公民人身自由'),
      entry('SEALING', '查封场所、设施或者财物'),
      entry('SEIZURE', '扣押财物'),
      entry('FREEZING', '冻结存款、汇款'),
      entry('OTHER', '其他行政强制措施'),
    ],
  ],
  executionType: [
    '强制执行类型',
    [
      entry('SURCHARGE', '加处罚款或者滞纳金'),
      entry('TRANSFER', '划拨存款、汇款'),
      entry('AUCTION', '拍卖或者依法处理查封、扣押的场所、设施或者财物'),
      entry('RESTORATION', '排除妨碍、恢复原状'),
      entry('SUBSTITUTE', '代履行'),
      entry('OTHER', '其他强制执行方式'),
    ],
  ],
} as const satisfies Record<string, readonly [string, readonly CodeEntry[]]>;
