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
