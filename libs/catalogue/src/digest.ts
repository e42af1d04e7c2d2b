import { createHash } from 'node:crypto';
import type { CalendarData } from '#base/contracts';
import { defaultLadder } from './default-ladder.js';
import type { ClauseEntry, PolicyContent } from './policy-content.js';

/** Says whether two parsed policies are the same; independent of file names, comments and the order of files and keys. */
export function contentDigest(content: Partial<PolicyContent>): string {
  const sorted = Object.entries(content).map(([part, entries]) => [
    part,
    Array.isArray(entries) ? entries.map((entry) => canonical(entry)).sort() : canonical(entries),
  ]);
  return digestOf(sorted);
}

/**
 * What may not change under one version of a clause: everything but the day it ends. Terms that clauses learned to state later count only
 * where they differ from what was understood before, so that a clause loaded in the old form is still the same.
 */
export function clauseDigest(clause: ClauseEntry): string {
  const { validTo: _, direction, targets, materials, ladder, support, ...fixed } = clause;
  const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);
  return digestOf({
    ...fixed,
    ...(direction !== 'approval-to-supervision' && { direction }),
    ...(!same(targets, [clause.to]) && { targets }),
    ...(materials.length > 0 && { materials }),
    ...(!same(ladder, defaultLadder(clause.urgeBefore)) && { ladder }),
    ...(support !== null && { support }),
  });
}

/** What the entries of a list say: a list that says something else needs another version or publication. */
export function entriesDigest(entries: readonly object[]): string {
  return digestOf(entries.map((entry) => canonical(entry)).sort());
}

/** What may not change under one version of the calendar. */
export function calendarDigest(calendar: CalendarData): string {
  return digestOf(calendar);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 32);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}
