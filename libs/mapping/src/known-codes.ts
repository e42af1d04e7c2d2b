import { ownField, type FieldDefinition, type KnownCodes } from '#base/contracts';
import { codeTable } from './code-table.js';
import type { Condition, FieldRule, MappingDocument } from './document.js';
import { conditionsOf, valueColumnsOf } from './read-column.js';

type Rules = Readonly<Record<string, FieldRule>>;

/**
 * Which raw codes a document knows, by source column. A column is read by codes where a code table reads it, or where a condition lists the
 * values it waits for; whatever one table, filler or condition names is known. Columns inside a nested body are not in it.
 */
export function knownCodes(
  file: string,
  document: MappingDocument,
  rules: Rules,
  fields: readonly FieldDefinition[],
): KnownCodes {
  const known = new Map<string, Set<string>>();
  const tables = fields.flatMap((field) => tablesOf(file, document, field, ownField(rules, field.name)));
  const conditions = [...document.removed, ...Object.values(rules).flatMap(conditionsOf)];
  for (const { column, codes } of [...tables, ...conditions.flatMap(listed)]) {
    const name = column.toUpperCase();
    known.set(name, new Set([...(known.get(name) ?? []), ...codes]));
  }
  // What a condition shuts out is known as well, yet it makes no codes of a column of words.
  for (const { path, notIn = [] } of conditions) {
    for (const code of notIn) known.get(path.toUpperCase())?.add(String(code));
  }
  return known;
}

interface Table {
  readonly column: string;
  readonly codes: readonly string[];
}

function tablesOf(
  file: string,
  document: MappingDocument,
  field: FieldDefinition,
  rule: FieldRule | undefined,
): readonly Table[] {
  if (rule === undefined || rule.constant !== undefined || rule.present === true) return [];
  const columns = valueColumnsOf(rule);
  const table = columns.length === 0 ? null : codeTable(file, document, field, rule);
  if (table === null || table.size === 0) return [];
  const fillers = [...document.fillers, ...(rule.fillers ?? [])].map(String);
  return columns.map((column) => ({ column, codes: [...table.keys(), ...fillers] }));
}

function listed({ path, in: values }: Condition): readonly Table[] {
  return values === undefined ? [] : [{ column: path, codes: values.map(String) }];
}
