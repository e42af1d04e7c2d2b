import { fields, text, textOrNull, uuid, type JsonSchema } from './schema.js';

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
