import { kindRules, messageKinds, ownField } from '#base/contracts';

/** What a cell may say, in Chinese, by the code it stands for. */
export type Choices = Readonly<Record<string, string>>;

export const listTitles: Choices = {
  'guidance-catalogue': '指导目录',
  'transfer-list': '划转清单',
  'boundary-list': '职责边界清单',
};

export const levelTitles: Choices = {
  national: '国家级',
  provincial: '省级',
  city: '市级',
  county: '县级',
  town: '镇级',
  village: '村级',
  tiered: '分级管理',
};

/** What a row of the transfer sheet says of its item. */
export const standingTitles: Choices = {
  guidance: '应划转',
  transferred: '划转',
  'own-choice': '自选动作',
  'no-authority': '未划转：没有相关职责权限',
  'other-level': '未划转：在其他层级实施',
  other: '未划转：其他理由',
};

export const kindTitles: Choices = Object.fromEntries(
  messageKinds.map((kind) => [kind, kindRules[kind].title]),
);

export const directionTitles: Choices = {
  'approval-to-supervision': '审批推送监管',
  'supervision-to-approval': '监管反馈审批',
};

export const profileTitles: Choices = {
  case: '办件',
  item: '事项',
  decision: '决定',
  licence: '证照',
  'applicant.name': '申请人名称',
  'applicant.id': '申请人证件',
  'applicant.legal': '法定代表人',
  'applicant.contact': '联系方式',
};

export const claimTitles: Choices = { explicit: '限期认领', onDelivery: '推送即认领' };

export const receiptTitles: Choices = {
  received: '签收',
  claimed: '认领',
  returned: '退回',
  answered: '反馈',
};

export const actionTitles: Choices = { remind: '提醒', urge: '催办', supervise: '督办' };

export const targetTitles: Choices = {
  liaison: '联络员',
  department: '部门',
  centre: '中心',
  leader: '领导',
};

export const colourTitles: Choices = { yellow: '黄牌', red: '红牌' };

/** The code behind a cell: its Chinese title, or the code itself; null when it is neither. */
export function codeOf(choices: Choices, text: string): string | null {
  if (ownField(choices, text) !== undefined) return text;
  return Object.entries(choices).find(([, title]) => title === text)?.[0] ?? null;
}
