import { createHash } from 'node:crypto';
import type { CalendarData } from '#base/contracts';
import type { ClauseEntry, PolicyContent } from './policy-content.js';

/** Says whether two parsed policies are the same; independent of file names, comments and the order of files and keys. */
export function contentDigest(content: PolicyContent): string {
  const sorted = Object.entries(content).map(([part, entries]) => [
    part,
    Array.isArray(entries) ? entries.map((entry) => canonical(entry)).sort() : canonical(entries),
  ]);
  return digestOf(sorted);
}

/** What may not change under one version of a clause: everything but the day it ends. */
export function clauseDigest(clause: ClauseEntry): string {
  const { validTo: _, ...fixed } = clause;
  return digestOf(fixed);
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
