import type { FigureLine } from './read-figures.js';

/** A department's place; those of equal merit share it. */
export interface Placed {
  readonly place: number;
  readonly line: FigureLine;
}

/**
 * The league table (排名): the larger share on time first, then fewer still overdue, then the quicker claim. Departments of which
 * nothing is decided yet stand at the end, without being compared.
 */
export function league(lines: readonly FigureLine[]): readonly Placed[] {
  const sorted = lines.toSorted(compare);
  return sorted.map((line) => ({ place: sorted.findIndex((other) => compare(other, line) === 0) + 1, line }));
}

function compare(one: FigureLine, other: FigureLine): number {
  const share = knownFirst(one.onTimeShare, other.onTimeShare, (a, b) => b - a);
  if (share !== 0) return share;
  const overdue = one.counts.overdue - other.counts.overdue;
  if (overdue !== 0) return overdue;
  return knownFirst(one.toClaim?.median ?? null, other.toClaim?.median ?? null, (a, b) => a - b);
}

/** What is not known stands behind everything that is. */
function knownFirst(
  one: number | null,
  other: number | null,
  order: (one: number, other: number) => number,
): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return order(one, other);
}
