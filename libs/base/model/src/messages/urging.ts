import {
  code,
  document,
  fields,
  instant,
  setOf,
  text,
  type JsonSchema,
  type MessageSchema,
} from './schema.js';
import { aboutMessage, department, owedReceipts } from './subjects.js';

const owed: Readonly<Record<string, JsonSchema>> = {
  about: aboutMessage,
  expects: setOf('应作回执', code('回执', owedReceipts)),
  dueAt: instant('期限'),
  step: fields(
    '催督阶梯的一步',
    {
      action: code('动作', { remind: '提醒', urge: '催办', supervise: '督办' }),
      target: code('对象', {
        liaison: '联络员',
        department: '责任部门',
        centre: '审批中心',
        leader: '分管领导',
      }),
      colour: code('亮牌', { yellow: '黄牌', red: '红牌' }),
      plannedAt: instant('应发时间'),
    },
    { required: ['action', 'target', 'plannedAt'], open: true },
  ),
  sentence: text('说明', 500),
};

const example = {
  about: {
    messageId: '019aaf00-0000-7000-8000-000000000001',
    kind: 'license-decision',
    source: '370800.zjj.front',
    caseNumber: '370800202611230001',
    item: 'XK-ZJ-001',
  },
  expects: ['claimed'],
  dueAt: '2026-11-24T23:59:59.999+08:00',
  step: { action: 'remind', target: 'liaison', plannedAt: '2026-11-24T09:00:00+08:00' },
  sentence: '该许可决定即将超过认领期限，请尽快处理。',
} as const;

/** 催办: a receipt is due soon, or was due and nobody has been told beside the department. */
export const urge: MessageSchema = {
  schema: document(
    'urge',
    fields('催办', owed, { required: ['about', 'expects', 'dueAt', 'sentence'], open: true }),
  ),
  examples: [example],
};

/** 督办: a receipt was not given in time; told to the department that owes it and to the approval bureau's centre. */
export const supervise: MessageSchema = {
  schema: document(
    'supervise',
    fields(
      '督办',
      { ...owed, overdue: department, missedAt: instant('发现逾期时间') },
      { required: ['about', 'expects', 'dueAt', 'sentence', 'overdue', 'missedAt'], open: true },
    ),
  ),
  examples: [
    {
      ...example,
      overdue: { region: '370800', department: 'zjj' },
      missedAt: '2026-11-30T09:00:01+08:00',
      step: {
        action: 'supervise',
        target: 'centre',
        colour: 'yellow',
        plannedAt: '2026-11-30T09:00:00+08:00',
      },
      sentence: '该许可决定已超过认领期限，亮黄牌，请督促办理。',
    },
  ],
};
