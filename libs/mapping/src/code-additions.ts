import { findCodeSet } from '#base/model';
import { ownField, type FieldDefinition } from '#base/contracts';
import type { FieldRule, MappingDocument } from './document.js';
import { valueColumnsOf } from './read-column.js';

/** Codes an operator added beside a document, for one stream: unified field → what the department writes → what it means. */
export type CodeAdditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Rules = Readonly<Record<string, FieldRule>>;

/** A field with a code table: where it is read, which codes it knows, which meanings are allowed (null: any text). */
export interface CodedField {
  readonly field: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly known: readonly string[];
  readonly meanings: readonly string[] | null;
}

/**
 * The rules with the added codes in their tables. The document's own meaning of a code goes first; what no longer fits the document is
 * left out, so that an edition of it never stops a source over an old addition.
 */
export function withCodes(
  document: MappingDocument,
  rules: Rules,
  fields: readonly FieldDefinition[],
  additions: CodeAdditions,
): Rules {
  const extended = new Map<string, FieldRule>(Object.entries(rules));
  for (const coded of codedFields(document, rules, fields)) {
    const rule = ownField(rules, coded.field);
    const added = Object.entries(ownField(additions, coded.field) ?? {}).filter(([, meaning]) =>
      allows(coded, meaning),
    );
    if (rule === undefined || added.length === 0) continue;
    extended.set(coded.field, {
      ...rule,
      codes: { ...Object.fromEntries(added), ...tableOf(document, rule) },
    });
  }
  return Object.fromEntries(extended);
}

/** Every field of a document that a code can be added to. */
export function codedFields(
  document: MappingDocument,
  rules: Rules,
  fields: readonly FieldDefinition[],
): readonly CodedField[] {
  return fields.flatMap((field) => {
    const rule = ownField(rules, field.name);
    const { type } = field.type;
    if (rule?.codes === undefined || rule.constant !== undefined || type === 'boolean') return [];
    return [
      {
        field: field.name,
        title: field.title,
        columns: valueColumnsOf(rule),
        known: Object.keys(tableOf(document, rule)),
        meanings: field.type.type === 'code' ? meaningsOf(field.type.set) : null,
      },
    ];
  });
}

/** The field that a code of a column belongs to, or the sentence that says why it cannot be added. */
export function placeCode(
  coded: readonly CodedField[],
  column: string,
  raw: string,
  meaning: string,
): { readonly field: string } | { readonly sentence: string } {
  const reading = coded.filter(({ columns }) => columns.includes(column));
  const [found, other] = reading.filter((each) => allows(each, meaning));
  if (found === undefined) {
    const allowed = [...new Set(reading.flatMap(({ meanings }) => meanings ?? []))].join('、');
    return {
      sentence:
        reading.length === 0
          ? `列 ${column} 没有代码表，不能补充代码。`
          : `${meaning} 不是列 ${column} 可用的规范代码，可用的有：${allowed}。`,
    };
  }
  if (other !== undefined)
    return { sentence: `列 ${column} 同时用于 ${found.title} 与 ${other.title}，请在映射文件中补充。` };
  if (found.known.includes(raw)) return { sentence: `代码 ${raw} 在 ${found.title} 的代码表中已有含义。` };
  return { field: found.field };
}

function allows({ meanings }: CodedField, meaning: string): boolean {
  return meanings === null || meanings.includes(meaning);
}

function meaningsOf(set: string): readonly string[] {
  return findCodeSet(set)?.entries.map(({ code }) => code) ?? [];
}

/** The code table of a rule, by name or in place; empty where it has none. */
export function tableOf(
  document: MappingDocument,
  { codes }: FieldRule,
): Readonly<Record<string, string | number | boolean>> {
  return (typeof codes === 'string' ? ownField(document.codes, codes) : codes) ?? {};
}
