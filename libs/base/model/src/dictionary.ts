import type { FieldDefinition, FieldType, KindDefinition, PersonalClass } from '#base/contracts';
import { codeSets, findCodeSet, type CodeSet } from './code-sets.js';
import { addedColumns, commonColumns } from './ddl.js';
import { kindList } from './kinds.js';
import { replacedRegions } from './region-table.js';
import { regionName } from './regions.js';

const personalTitles: Readonly<Record<PersonalClass, string>> = {
  name: '姓名',
  idNumber: '证件号码',
  phone: '电话',
  address: '地址',
  email: '邮箱',
  secret: '口令',
};

const plainTypeTitles: Readonly<Record<Exclude<FieldType['type'], 'text' | 'code'>, string>> = {
  date: '日期',
  instant: '时间',
  money: '金额',
  integer: '整数',
  boolean: '是否',
  uscc: '统一社会信用代码',
  idNumber: '公民身份号码',
  region: '行政区划代码',
  json: 'JSON',
};

/** The data dictionary page (Chinese): every kind with its fields, every code set, the replaced region codes. */
export function toDictionaryMarkdown(): string {
  return [
    '# 数据字典',
    '本页由统一模型的定义生成，请勿手工修改。编码字段存规范代码，部门原文存于 `originals`；金额单位为元；时间带时区，按 Asia/Shanghai 解释。',
    '标识与代码（办件编号、行标识、统一社会信用代码、证件号码、区划、类型为“标识”或“代码”的字段）按同一条规则清洗后再比较和保存：去掉不可见字符与双向控制符（Unicode Cf、默认可忽略字符、变体选择符），全角 ASCII 换成半角，连字符 U+2010–U+2013、减号 U+2212、U+FE63 换成 `-`，去掉两端空白，中间的各种空白换成普通空格，去掉电子表格的文本标记（前置 `\'`、`="…"`），等价的字符合一（NFC）。原文留在历史中，并记一条质量问题，写明字段和字符（如 U+200B）。清洗后仍有形似的他种字母（如 U+0410）、控制字符、私用区或未分配字符的，记录隔离，写明字符及其位置。姓名、地址、说明等文字照原样保存。',
    '## 各类别共有的列',
    table(
      ['列', '含义'],
      [...commonColumns, ...addedColumns].map(({ column, title }) => [`\`${column}\``, title]),
    ),
    ...kindList.map(kindSection),
    '## 代码表',
    ...codeSets.map(codeSection),
    '## 旧区划代码对照',
    table(
      ['旧代码', '旧名称', '启用新代码（月）', '现行代码', '现行名称'],
      replacedRegions.map(({ old, name, since, now }) => [
        old,
        name,
        since.slice(0, 7),
        now,
        regionName(now) ?? '',
      ]),
    ),
    '',
  ].join('\n\n');
}

function kindSection(kind: KindDefinition): string {
  const heads = ['字段', '列', '中文名', '类型', '必填', '标准项', '个人信息'];
  return `## ${kind.title} \`${kind.table}\`\n\n${table(heads, kind.fields.map(fieldRow))}`;
}

function fieldRow(field: FieldDefinition): readonly string[] {
  return [
    `\`${field.name}\``,
    `\`${field.column}\``,
    field.title,
    typeTitle(field.type),
    field.required ? '是' : '',
    field.standard,
    field.personal === undefined ? '' : personalTitles[field.personal],
  ];
}

function typeTitle(type: FieldType): string {
  if (type.type === 'text' && type.identifier === true) return `标识(${type.length})`;
  if (type.type === 'text') return type.length === null ? '文本' : `文本(${type.length})`;
  if (type.type === 'code') return `代码（${findCodeSet(type.set)?.title ?? type.set}）`;
  return plainTypeTitles[type.type];
}

function codeSection(set: CodeSet): string {
  const rows = set.entries.map(({ code, title, national }) => [`\`${code}\``, title, national ?? '']);
  return `### ${set.title} \`${set.name}\`\n\n${table(['代码', '名称', '国标代码'], rows)}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
