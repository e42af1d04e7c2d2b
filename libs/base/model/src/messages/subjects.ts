import { code, fields, setOf, text, textOrNull, uuid, type JsonSchema } from './schema.js';

/** The licence a finding is about. */
export const licence: JsonSchema = fields(
  '许可证件',
  { name: text('证件名称', 200), number: text('证件编号', 200) },
  { required: ['number'] },
);

/** Who holds the licence. */
export const holder: JsonSchema = fields(
  '持证主体',
  { name: text('名称', 200), id: text('统一社会信用代码或证件号码', 50) },
  { required: ['name'] },
);

/** The cases by which the licences were granted. */
export const grantingCases: JsonSchema = setOf(
  '所涉许可办件',
  fields(
    '许可办件',
    {
      source: text('数据源', 100),
      caseNumber: text('办件编号', 50),
      item: textOrNull('事项编码'),
      itemName: textOrNull('事项名称'),
      licenceNumber: textOrNull('证件编号'),
    },
    { required: ['source', 'caseNumber'] },
  ),
);

/** The record of the supervisor's own system that the hub made the message from. */
export const supervisionRecord: JsonSchema = fields(
  '所据监管记录',
  {
    source: text('数据源', 100),
    kind: code('类别', {
      inspection: '检查',
      penalty: '处罚',
      enforcement: '强制',
      creditPenalty: '双公示（行政处罚）',
    }),
    number: text('记录标识', 200),
    revision: { title: '修订号', type: 'integer' },
    change: code('变化', { reported: '新报送', corrected: '更正', withdrawn: '撤回' }),
  },
  { required: ['source', 'kind', 'number', 'revision', 'change'] },
);

/** Which earlier message an urge or a supervision is about. */
export const aboutMessage: JsonSchema = fields(
  '所涉消息',
  {
    messageId: uuid('消息编号'),
    kind: text('消息类别', 50),
    source: textOrNull('数据源'),
    caseNumber: textOrNull('办件编号'),
    item: textOrNull('事项编码'),
  },
  { required: ['messageId', 'kind'], open: true },
);

/** A department, by region and code. */
export const department: JsonSchema = fields(
  '部门',
  { region: text('行政区划代码', 6, 6), department: text('部门代码', 32) },
  { required: ['region', 'department'], open: true },
);

export const owedReceipts = { received: '签收', claimed: '认领', answered: '反馈' } as const;
