import { caseResults, caseResultTitles } from '#base/contracts';
import { entry, type CodeEntry } from './code-entry.js';
import { supervisionSets } from './supervision-sets.js';

/** A canonical code set: what `code` fields hold. */
export interface CodeSet {
  readonly name: string;
  readonly title: string;
  readonly entries: readonly CodeEntry[];
}

/** Names of the canonical code sets. */
export type CodeSetName = keyof typeof sets;

const sets = {
  caseResult: ['办结结果', caseResults.map((code) => entry(code, caseResultTitles[code]))],
  caseType: [
    '办件类型',
    [
      entry('IMMEDIATE', '即办件', '1'),
      entry('PROMISED', '承诺件', '2'),
      entry('JOINT', '联办件', '9'),
      entry('REPORTED_UP', '上报件', '9'),
    ],
  ],
  stepState: ['环节办理状态', [entry('TODO', '待办', '1'), entry('DONE', '已办', '2')]],
  nodeType: [
    '环节类型',
    [entry('START', '开始'), entry('MIDDLE', '中间'), entry('END', '结束'), entry('ONLY', '仅此一环节')],
  ],
  stepResult: [
    '环节办理结果',
    [
      entry('DISAGREED', '不同意'),
      entry('AGREED', '同意'),
      entry('NOT_TAKEN', '不受理'),
      entry('NOT_ACCEPTED', '不予受理'),
      entry('ACCEPTED', '受理'),
      entry('SUPPLEMENT', '补齐补正'),
      entry('SUSPENDED', '特别程序（挂起）'),
      entry('RETURNED', '退回'),
    ],
  ],
  procedureType: [
    '特殊环节类型',
    [
      entry('SUPPLEMENT', '补齐补正'),
      entry('HEARING', '听证'),
      entry('PUBLICITY', '公示'),
      entry('VERIFICATION', '核实'),
      entry('SUSPENSION', '挂起'),
      entry('PRE_SUPPLEMENT', '预审补齐补正'),
      entry('PRE_REJECTION', '预审驳回'),
    ],
  ],
  procedureKind: [
    '特别程序种类',
    [entry('EXTENSION', '延长审批', '1'), entry('OTHER', '除延长审批之外的情况', '2')],
  ],
  timeUnit: [
    '时限单位',
    [
      entry('WORKING_DAY', '工作日'),
      entry('NATURAL_DAY', '自然日'),
      entry('HOUR', '小时'),
      entry('MINUTE', '分钟'),
      entry('MONTH', '月'),
    ],
  ],
  applyMethod: [
    '申请方式',
    [
      entry('COUNTER', '窗口', '1'),
      entry('ONLINE', '网上', '2'),
      entry('MOBILE', '移动端', '3'),
      entry('COURIER', '快递申请', '4'),
      entry('LETTER', '信函', '9'),
      entry('TELEGRAM', '电报', '9'),
      entry('TELEX', '电传', '9'),
      entry('FAX', '传真', '9'),
      entry('MAIL', '邮件', '9'),
      entry('EDI', '电子数据交换', '9'),
      entry('OTHER', '其他', '9'),
    ],
  ],
  applicantType: [
    '申请者类型',
    [
      entry('NATURAL_PERSON', '自然人', '1'),
      entry('ENTERPRISE', '企业法人', '2'),
      entry('INSTITUTION', '事业法人', '3'),
      entry('SOCIAL_ORGANISATION', '社会组织法人', '4'),
      entry('ADMINISTRATIVE_BODY', '行政机关', '5'),
      entry('OTHER_ORGANISATION', '其他组织', '6'),
    ],
  ],
  certificateType: [
    '证件类型',
    [
      entry('USCC', '统一社会信用代码', '001'),
      entry('ORG_CODE', '组织机构代码', '002'),
      entry('ID_CARD', '居民身份证', '111'),
      entry('TEMPORARY_ID_CARD', '临时居民身份证', '112'),
      entry('HOUSEHOLD_REGISTER', '户口簿', '113'),
      entry('OFFICER_CARD', '中国人民解放军军官证', '114'),
      entry('PASSPORT', '普通护照', '414'),
      entry('TAIWAN_PERMIT', '台湾居民来往大陆通行证', '511'),
      entry('HONG_KONG_MACAO_PERMIT', '港澳居民来往内地通行证', '516'),
      entry('FOREIGNER_RESIDENCE', '外国人永久居留身份证', '553'),
      entry('OTHER', '其他证件', '990'),
    ],
  ],
  itemType: [
    '事项类型',
    [
      entry('ADMINISTRATIVE_POWER', '行政权力事项', '00'),
      entry('LICENSING', '行政许可', '01'),
      entry('PENALTY', '行政处罚', '02'),
      entry('ENFORCEMENT', '行政强制', '03'),
      entry('LEVY', '行政征收', '04'),
      entry('PAYMENT', '行政给付', '05'),
      entry('INSPECTION', '行政检查', '06'),
      entry('CONFIRMATION', '行政确认', '07'),
      entry('REWARD', '行政奖励', '08'),
      entry('RULING', '行政裁决', '09'),
      entry('OTHER_POWER', '其他行政权力', '10'),
      entry('PUBLIC_SERVICE', '公共服务', '20'),
    ],
  ],
  satisfaction: [
    '满意度',
    [
      entry('VERY_SATISFIED', '非常满意', '1'),
      entry('SATISFIED', '满意', '2'),
      entry('FAIR', '基本满意', '3'),
      entry('DISSATISFIED', '不满意', '4'),
      entry('VERY_DISSATISFIED', '非常不满意', '5'),
    ],
  ],
  dataState: ['数据状态', [entry('VOID', '作废'), entry('VALID', '有效')]],
  ...supervisionSets,
  exchangeOperation: [
    '交换操作',
    [entry('INSERT', '新增'), entry('UPDATE', '修改'), entry('DELETE', '删除')],
  ],
} as const satisfies Record<string, readonly [string, readonly CodeEntry[]]>;

/** Every canonical code set, in the order of the data dictionary. */
export const codeSets: readonly CodeSet[] = Object.entries(sets).map(([name, [title, entries]]) => ({
  name,
  title,
  entries,
}));

const byName: ReadonlyMap<string, CodeSet> = new Map(codeSets.map((set) => [set.name, set]));

/** A code set by name, or null. */
export function findCodeSet(name: string): CodeSet | null {
  return byName.get(name) ?? null;
}

/** Chinese title of a canonical code; the code itself when the set does not know it. @public */
export function codeTitle(set: CodeSetName, code: string): string {
  return byName.get(set)?.entries.find((known) => known.code === code)?.title ?? code;
}
