import { departmentName } from '#base/contracts';
import type { ClauseEntry } from '../policy-content.js';
import { gapBetween } from './catalogue-checks.js';
import type { ListFinding } from './list-finding.js';
import type { CheckedLists } from './region-lists.js';

/** Days between two versions of a rule on which nobody has to be told, although the rule holds before and after. */
export function clauseGaps(lists: CheckedLists): readonly ListFinding[] {
  const rules = Map.groupBy(
    lists.input.content.clauses.flatMap((clause) =>
      clause.targets.map((to) => ({ clause, to: departmentName(to) })),
    ),
    ({ clause, to }) => `${clause.kind} ${clause.region} ${clause.item} ${to}`,
  );
  return [...rules.values()].flatMap((rule) => {
    const to = rule[0]?.to ?? '';
    return gapsOf(rule.map(({ clause }) => clause)).map(({ clause, gap }) => ({
      check: 'dated-gap',
      weight: 'finding',
      region: clause.region,
      item: clause.item,
      sentence: `${lists.name(clause.item)}向 ${to} 推送的条款 ${clause.id} 在 ${gap} 期间没有有效版本，请补齐起止日期。`,
    }));
  });
}

function gapsOf(clauses: readonly ClauseEntry[]): readonly { clause: ClauseEntry; gap: string }[] {
  const sorted = clauses.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  let end: string | null = sorted[0]?.validTo ?? null;
  return sorted.slice(1).flatMap((clause) => {
    const gap = gapBetween(end, clause.validFrom);
    if (end !== null) end = clause.validTo === null || clause.validTo > end ? clause.validTo : end;
    return gap === null ? [] : [{ clause, gap }];
  });
}
