import { ownField, type FieldDefinition, type FieldValue } from '#base/contracts';
import { findCodeSet } from '#base/model';
import { invalidMapping, type FieldRule, type MappingDocument } from './document.js';

const flags: ReadonlyMap<string, FieldValue> = new Map<string, FieldValue>([
  ...['1', '是', 'Y', 'y', 'true', 'TRUE', 'T'].map((text): [string, boolean] => [text, true]),
  ...['0', '否', 'N', 'n', 'false', 'FALSE', 'F'].map((text): [string, boolean] => [text, false]),
]);

const codedTypes: ReadonlySet<string> = new Set(['code', 'boolean']);

/** The raw → canonical table of a coded field, or the raw → words table of a text: its own, a named one of the document, or, for a flag, the usual spellings. */
export function codeTable(
  file: string,
  document: MappingDocument,
  field: FieldDefinition,
  rule: FieldRule,
): ReadonlyMap<string, FieldValue> {
  const { type } = field.type;
  if (rule.codes === undefined && !codedTypes.has(type)) return new Map();
  if (type !== 'text' && !codedTypes.has(type)) {
    throw invalidMapping(file, `fields.${field.name} 不是代码或文本字段，不能写 codes`);
  }
  const table = typeof rule.codes === 'string' ? namedTable(file, document, field, rule.codes) : rule.codes;
  if (table === undefined) {
    if (type === 'boolean' || rule.constant !== undefined) return flags;
    throw invalidMapping(file, `fields.${field.name} 是代码字段，须写 codes`);
  }
  for (const canonical of Object.values(table)) checkCanonical(file, field, canonical);
  return new Map(Object.entries(table));
}

function namedTable(
  file: string,
  document: MappingDocument,
  field: FieldDefinition,
  name: string,
): Readonly<Record<string, string | number | boolean>> {
  const table = ownField(document.codes, name);
  if (table === undefined)
    throw invalidMapping(file, `fields.${field.name}.codes 引用了不存在的代码表 ${name}`);
  return table;
}

function checkCanonical(file: string, field: FieldDefinition, canonical: string | number | boolean): void {
  if (field.type.type === 'boolean') {
    if (typeof canonical === 'boolean') return;
    throw invalidMapping(file, `fields.${field.name}.codes 的值须为 true 或 false`);
  }
  if (field.type.type === 'text' && typeof canonical !== 'string') {
    throw invalidMapping(file, `fields.${field.name}.codes 的值须为文字`);
  }
  if (field.type.type !== 'code') return;
  const set = findCodeSet(field.type.set);
  if (set?.entries.some((entry) => entry.code === canonical) === true) return;
  throw invalidMapping(
    file,
    `fields.${field.name}.codes 的值 ${String(canonical)} 不在规范代码集 ${field.type.set} 内`,
  );
}
