import type { FieldDefinition, FieldType, KindDefinition } from '#base/contracts';
interface CommonColumn {
  readonly column: string;
  readonly type: string;
  readonly title: string;
}

/** The columns every kind's table begins with, in this order; the first three are the primary key. */
export const commonColumns: readonly CommonColumn[] = [
  { column: 'source', type: 'text not null', title: '数据源' },
  { column: 'case_no', type: 'text not null', title: '办件编号（PROJID）' },
  { column: 'row_key', type: 'text not null', title: '行标识（ORGBUSNO[/SN]，登记为空）' },
  { column: 'revision', type: 'bigint not null', title: '修订号（DATAVER × 100 + 次序）' },
  { column: 'removed', type: 'boolean not null', title: '部门已作废或删除' },
  { column: 'content_hash', type: 'text not null', title: '原始内容摘要' },
  { column: 'standard', type: 'text not null', title: '标准' },
  { column: 'generation', type: 'text not null', title: '代次' },
  { column: 'mapping_version', type: 'text not null', title: '映射版本' },
  { column: 'originals', type: 'json', title: '部门原文（字段 → 原文）' },
  { column: 'topic', type: 'text not null', title: '原始主题' },
  { column: 'partition', type: 'integer not null', title: '分区' },
  { column: 'record_offset', type: 'bigint not null', title: '位点' },
  { column: 'first_seen_at', type: 'timestamptz not null', title: '首次入库时间' },
  { column: 'last_seen_at', type: 'timestamptz not null', title: '最近入库时间' },
];

/** Common columns that later migrations added. */
export const addedColumns: readonly CommonColumn[] = [
  { column: 'read_at', type: 'timestamptz', title: '采集读到该行的时间' },
];

const sqlTypes: Readonly<Record<FieldType['type'], string>> = {
  text: 'text',
  code: 'text',
  uscc: 'text',
  idNumber: 'text',
  region: 'text',
  date: 'date',
  instant: 'timestamptz',
  money: 'numeric(20, 6)',
  integer: 'integer',
  boolean: 'boolean',
  json: 'json',
};

/** PostgreSQL type of a field; lengths and code sets are the mapping's to check, so a column never refuses what was accepted. */
export function sqlType(type: FieldType): string {
  return sqlTypes[type.type];
}

/** The `create table` statement of a kind with its Chinese column comments. */
export function toDdl(kind: KindDefinition): string {
  const columns = [
    ...commonColumns.map(({ column, type }) => `  ${column} ${type},`),
    ...kind.fields.map((field) => `  ${columnOf(field)},`),
    '  primary key (source, case_no, row_key)',
  ];
  const comments = [
    `comment on table ${kind.table} is ${quoted(kind.title)};`,
    ...commonColumns.map(({ column, title }) => commentOn(kind, column, commonTitle(kind, column, title))),
    ...kind.fields.map((field) => commentOn(kind, field.column, field.title)),
  ];
  return `create table ${kind.table} (\n${columns.join('\n')}\n) with (fillfactor = 90);\n\n${comments.join('\n')}\n`;
}

/** The whole text of a migration that makes the tables of kinds; a spec holds the committed files to it. @public */
export function toMigration(kinds: readonly KindDefinition[]): string {
  const head =
    '-- Generated from the kinds of base/model (toMigration); a spec fails when the two disagree.\n';
  return `${head}\n${kinds.map(toDdl).join('\n')}`;
}

function commonTitle(kind: KindDefinition, column: string, title: string): string {
  return column === 'case_no' && !kind.ofCase ? '记录标识（不属于办件的类别）' : title;
}

function columnOf(field: FieldDefinition): string {
  return `${field.column} ${sqlType(field.type)}`;
}

function commentOn(kind: KindDefinition, column: string, title: string): string {
  return `comment on column ${kind.table}.${column} is ${quoted(title)};`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
