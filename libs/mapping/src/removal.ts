import type { FieldRule, MappingDocument } from './document.js';
import { tableOf } from './code-additions.js';
import { conditionTest, type Row } from './read-column.js';

type Rules = Readonly<Record<string, FieldRule>>;

/**
 * The rules, where those that read a column by which a row counts as removed park what they do not know: an operation code nobody
 * has explained may mean a deletion, so it is never taken for a row that stands.
 */
export function withDoubtfulRemovalsParked({ removed }: MappingDocument, rules: Rules): Rules {
  const deciding = new Set(removed.map(({ path }) => path));
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [
      name,
      rule.path !== undefined && deciding.has(rule.path) ? { onFault: 'park', ...rule } : rule,
    ]),
  );
}

/** The tests by which a row counts as removed; a code that means the same as a listed one, by the column's code table, removes as well. */
export function removalTests(document: MappingDocument, rules: Rules): readonly ((row: Row) => boolean)[] {
  return document.removed.map((condition) => {
    const rule = Object.values(rules).find(
      ({ path, codes }) => path === condition.path && codes !== undefined,
    );
    if (rule === undefined || condition.in === undefined) return conditionTest(condition);
    const table = Object.entries(tableOf(document, rule));
    const listed = new Set(condition.in.map(String));
    const meanings = new Set(table.filter(([code]) => listed.has(code)).map(([, meaning]) => meaning));
    const alike = table.filter(([, meaning]) => meanings.has(meaning)).map(([code]) => code);
    return conditionTest({ ...condition, in: [...listed, ...alike] });
  });
}
