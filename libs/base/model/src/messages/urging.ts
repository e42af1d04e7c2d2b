import {
  code,
  document,
  fields,
  instant,
  setOf,
  text,
  textOrNull,
  uuid,
  type JsonSchema,
  type MessageSchema,
} from './schema.js';
import { aboutMessage, department, owedReceipts } from './subjects.js';

const ladderAction = code('动作', { remind: '提醒', urge: '催办', supervise: '督办' });
const ladderTarget = code('对象', {
  liaison: '联络员',
  department: '责任部门',
  centre: '审批中心',
  leader: '分管领导',
});

const owed: Readonly<Record<string, JsonSchema>> = {
  about: aboutMessage,
  expects: setOf('应作回执', code('回执', owedReceipts)),
  dueAt: instant('期限'),
  step: fields(
    '催督阶梯的一步',
    {
      action: ladderAction,
      target: ladderTarget,
      contact: text('联络员或分管领导', 200),
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
  step: {
    action: 'remind',
    target: 'liaison',
    contact: '市政科',
    plannedAt: '2026-11-24T09:00:00+08:00',
  },
  sentence: '该许可决定即将超过认领期限，请尽快处理。',
} as const;

const count = (title: string): JsonSchema => ({ title, type: 'integer', minimum: 0 });

/** 催督汇总: many steps in one message, when they are too many or come too late to be told one by one. */
const digest = fields(
  '催督汇总',
  {
    steps: count('总项数'),
    supervised: count('督办项数'),
    yellow: count('黄牌项数'),
    red: count('红牌项数'),
    from: instant('最早应发时间'),
    to: instant('最晚应发时间'),
    lines: {
      title: '最早的若干项',
      type: 'array',
      maxItems: 100,
      items: fields(
        '一项',
        {
          messageId: uuid('消息编号'),
          caseNumber: textOrNull('办件编号'),
          expects: code('应作回执', owedReceipts),
          dueAt: instant('期限'),
          action: ladderAction,
          target: ladderTarget,
          contact: textOrNull('联络员或分管领导'),
          plannedAt: instant('应发时间'),
        },
        { required: ['messageId', 'expects', 'dueAt', 'action', 'target', 'plannedAt'], open: true },
      ),
    },
  },
  { required: ['steps', 'supervised', 'yellow', 'red', 'from', 'to', 'lines'], open: true },
);

/** 催办: a receipt is due soon, or was due and nobody has been told beside the department. */
export const urge: MessageSchema = {
  schema: document(
    'urge',
    fields(
      '催办',
      { ...owed, digest },
      {
        required: ['sentence'],
        open: true,
        rules: [{ anyOf: [{ required: ['about', 'expects', 'dueAt'] }, { required: ['digest'] }] }],
      },
    ),
  ),
  examples: [
    example,
    {
      digest: {
        steps: 1,
        supervised: 1,
        yellow: 1,
        red: 0,
        from: '2026-11-30T09:00:00+08:00',
        to: '2026-11-30T09:00:00+08:00',
        lines: [
          {
            messageId: '019aaf00-0000-7000-8000-000000000001',
            caseNumber: '370800202611230001',
            expects: 'claimed',
            dueAt: '2026-11-24T23:59:59.999+08:00',
            action: 'supervise',
            target: 'centre',
            contact: null,
            plannedAt: '2026-11-30T09:00:00+08:00',
          },
        ],
      },
      sentence:
        '2026-11-30T09:00:00+08:00应发提醒、催办、督办共 1 项，其中督办 1 项（黄牌 1 项、红牌 0 项），汇总告知，请逐项办理。',
    },
  ],
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
        target: 'leader',
        contact: '分管副局长',
        colour: 'yellow',
        plannedAt: '2026-11-30T09:00:00+08:00',
      },
      sentence: '该许可决定已超过认领期限，亮黄牌，请督促办理。',
    },
  ],
};
