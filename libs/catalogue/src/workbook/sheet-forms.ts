import { isDay } from '../day-runs.js';
import { parseTimeLimit } from '../time-limit.js';
import * as choices from './choices.js';
import { parseMoment } from './moment-text.js';

/** One column of a sheet: its heading, what its cells may hold, and what a person filling it in should know. */
export interface ColumnForm {
  readonly key: string;
  readonly title: string;
  readonly width: number;
  readonly required?: true;
  /** Several values, separated by semicolons. */
  readonly list?: true;
  readonly choices?: choices.Choices;
  /** Says what is wrong with a value; null when nothing is. */
  readonly refuse?: (text: string) => string | null;
  readonly note?: string;
  /** A day: Excel may hold it as a number of its own. */
  readonly day?: true;
  /** For people only; reading ignores it. */
  readonly ignored?: true;
}

/** One sheet of the workbook. */
export interface SheetForm {
  readonly name: SheetName;
  readonly columns: readonly ColumnForm[];
}

/** The sheet that says how to fill in the others; it is not read. */
export const guideName = '填表说明';
export const sheetNames = ['事项', '清单信息', '划转清单', '职责边界', '备忘录', '条款', '催督阶梯'] as const;
export type SheetName = (typeof sheetNames)[number];

const matches =
  (pattern: RegExp, reason: string) =>
  (text: string): string | null =>
    pattern.test(text) ? null : reason;
const slug = matches(/^[a-z][a-z0-9-]{0,39}$/, '应为小写字母、数字与连字符');
const body = matches(/^(\d{6}\.)?[a-z][a-z0-9-]{0,39}$/, '应为部门代码，或 区划.部门代码');
const day = (text: string): string | null => (isDay(text) ? null : '应为日期，例如 2024-03-01');
const limit = (text: string): string | null =>
  parseTimeLimit(text) === null ? '应为时限，例如 2工作日、3自然日、4小时' : null;
const positive = (text: string): string | null =>
  limit(text) ?? (parseTimeLimit(text)?.amount === 0 ? '时限应大于零' : null);
const upTo =
  (most: number) =>
  (text: string): string | null =>
    text.length > most ? `不应超过 ${most} 个字` : null;

const region: ColumnForm = {
  key: 'region',
  title: '区划',
  width: 10,
  required: true,
  refuse: matches(/^\d{6}$/, '应为六位行政区划代码'),
};
const item: ColumnForm = { key: 'item', title: '事项编码', width: 28, required: true, refuse: slug };
const itemName: ColumnForm = {
  key: 'itemName',
  title: '事项名称',
  width: 32,
  ignored: true,
  note: '只供阅读，不导入',
};
const from: ColumnForm = { key: 'from', title: '起始日期', width: 12, refuse: day, day: true };
const to: ColumnForm = { key: 'to', title: '终止日期', width: 12, refuse: day, day: true, note: '空为长期' };
const must = (column: ColumnForm): ColumnForm => ({ ...column, required: true });
const code = (key: string, title: string): ColumnForm => ({ key, title, width: 26, refuse: upTo(50) });
const words = (key: string, title: string, width: number): ColumnForm => ({
  key,
  title,
  width,
  refuse: upTo(width > 40 ? 1000 : 200),
});

/** The sheets in their order; a bureau fills in those it changes and leaves the others empty. */
export const sheetForms: readonly SheetForm[] = [
  {
    name: '事项',
    columns: [
      must(words('field', '领域', 24)),
      { ...item, key: 'code' },
      must(words('name', '事项名称', 36)),
      code('nationalCatalogCode', '国家基本目录编码'),
      code('localCatalogCode', '省基本目录编码'),
      code('editorialCode', '编办许可编码'),
      code('nationalTaskCode', '国家实施编码'),
      code('localTaskCode', '地方实施编码'),
      { key: 'linked', title: '关联事项', width: 30, list: true, refuse: slug, note: '一链办理，须一并划转' },
      code('supervisionCode', '监管事项目录编码'),
    ],
  },
  {
    name: '清单信息',
    columns: [
      { key: 'kind', title: '清单类别', width: 14, required: true, choices: choices.listTitles },
      region,
      must(words('title', '标题', 36)),
      { ...must(words('version', '版本', 10)), refuse: upTo(40) },
      words('adoptedBy', '通过单位', 24),
      { key: 'adoptedOn', title: '通过日期', width: 12, refuse: day, day: true },
      { key: 'publishedOn', title: '公布日期', width: 12, refuse: day, day: true, note: '空为尚未公布' },
      {
        key: 'filedOn',
        title: '备案日期',
        width: 12,
        refuse: day,
        day: true,
        note: '公布之日起10日内报省政府备案',
      },
      { key: 'copiesTo', title: '抄送', width: 30, list: true, refuse: upTo(200) },
      { ...from, note: '清单内事项的起始日期；指导目录不填' },
    ],
  },
  {
    name: '划转清单',
    columns: [
      region,
      item,
      itemName,
      { key: 'standing', title: '划转情况', width: 26, required: true, choices: choices.standingTitles },
      {
        key: 'levels',
        title: '行使层级',
        width: 14,
        list: true,
        choices: choices.levelTitles,
        note: '划转的只填一级',
      },
      code('nationalTaskCode', '国家实施编码'),
      code('localTaskCode', '地方实施编码'),
      { ...from, note: '空为清单的起始日期' },
      to,
      { ...words('reason', '未划转理由', 36), note: '未划转的必填' },
    ],
  },
  {
    name: '职责边界',
    columns: [
      region,
      item,
      itemName,
      { key: 'approves', title: '审批部门', width: 14, required: true, refuse: body },
      { key: 'supervises', title: '监管部门', width: 20, required: true, list: true, refuse: body },
      { key: 'enforces', title: '执法部门', width: 20, required: true, list: true, refuse: body },
      { key: 'standards', title: '标准和程序调整主体', width: 20, required: true, refuse: body },
      must(words('duties', '职责分工', 60)),
      words('commitment', '告知承诺特别规定', 50),
      { ...from, note: '空为清单的起始日期' },
      to,
    ],
  },
  {
    name: '备忘录',
    columns: [
      {
        key: 'id',
        title: '备忘录编号',
        width: 20,
        required: true,
        refuse: matches(/^(\d{6}-[a-z0-9-]+|[a-z][a-z0-9-]{0,39})$/, '应为小写编号，例如 370800-zjj'),
      },
      must(words('title', '标题', 40)),
      region,
      { key: 'approval', title: '审批部门', width: 14, required: true, refuse: slug },
      { key: 'supervision', title: '监管部门', width: 20, required: true, refuse: body },
      { key: 'signedOn', title: '签署日期', width: 12, required: true, refuse: day, day: true },
    ],
  },
  {
    name: '条款',
    columns: [
      { ...must(words('id', '条款编号', 36)), refuse: upTo(80) },
      {
        key: 'version',
        title: '版本',
        width: 8,
        required: true,
        refuse: matches(/^[1-9]\d{0,3}$/, '应为正整数'),
        note: '已生效的版本除终止日期外不得改动，修改时另立新版',
      },
      must(words('memorandum', '备忘录编号', 20)),
      item,
      itemName,
      { key: 'kind', title: '消息类别', width: 14, required: true, choices: choices.kindTitles },
      {
        key: 'direction',
        title: '方向',
        width: 14,
        choices: choices.directionTitles,
        note: '空为该类消息的通常方向',
      },
      { key: 'targets', title: '推送部门', width: 22, list: true, refuse: body, note: '空为备忘录的另一方' },
      {
        key: 'profile',
        title: '推送内容',
        width: 36,
        required: true,
        list: true,
        choices: choices.profileTitles,
      },
      { key: 'materials', title: '随附材料', width: 26, list: true, refuse: upTo(200) },
      { key: 'claimMode', title: '认领方式', width: 12, required: true, choices: choices.claimTitles },
      { key: 'claimWithin', title: '认领时限', width: 10, required: true, refuse: positive },
      {
        key: 'receipts',
        title: '回执要求',
        width: 18,
        required: true,
        list: true,
        choices: choices.receiptTitles,
      },
      { key: 'answerWithin', title: '反馈时限', width: 10, refuse: positive, note: '空为不要求反馈' },
      { key: 'urgeBefore', title: '提前催办', width: 10, required: true, refuse: limit },
      words('support', '技术支撑程序', 18),
      must(from),
      to,
      must(words('boundary', '职责边界', 60)),
      words('note', '备注', 24),
    ],
  },
  {
    name: '催督阶梯',
    columns: [
      { ...must(words('id', '条款编号', 36)), refuse: upTo(80) },
      {
        key: 'version',
        title: '版本',
        width: 8,
        required: true,
        refuse: matches(/^[1-9]\d{0,3}$/, '应为正整数'),
      },
      {
        key: 'moment',
        title: '时点',
        width: 18,
        required: true,
        refuse: (text) =>
          parseMoment(text) === null ? '应为 到期前1工作日、到期时 或 逾期3工作日 这样的时点' : null,
      },
      { key: 'action', title: '动作', width: 10, required: true, choices: choices.actionTitles },
      { key: 'target', title: '对象', width: 10, required: true, choices: choices.targetTitles },
      { key: 'colour', title: '亮牌', width: 10, choices: choices.colourTitles, note: '空为不亮牌' },
    ],
  },
];
