import type { LadderStep, TimeLimit } from '#base/contracts';

/** How the steps before the due time follow a changed limit: at their old distance where that still fits, or in proportion. */
export const ladderRules = ['keep', 'scale'] as const;
export type LadderRule = (typeof ladderRules)[number];

/** A limit before and after. */
export interface LimitChange {
  readonly before: TimeLimit;
  readonly after: TimeLimit;
}

const minutes = { minute: 1, hour: 60, naturalDay: 1440, workingDay: 1440 } as const;

/** What a ladder is carried along with: the limits that change, the shortest one there will be, and the rule. */
export interface Carrying {
  readonly changes: readonly LimitChange[];
  readonly shortest: TimeLimit;
  readonly rule: LadderRule;
}

/**
 * A step under the changed limits. At the due time and after it a step is counted from it, so it moves with it and stays as it is. Before it
 * a step keeps its distance (`keep`), or takes the same share of the limit, at least one unit (`scale`); either way one that would no longer
 * lie after the start comes to one unit less than the shortest limit.
 */
export function carryStep(step: LadderStep, { changes, shortest, rule }: Carrying): LadderStep {
  const { offset, unit } = step;
  if (offset >= 0) return step;
  const [change] = changes;
  const share = rule === 'keep' || change === undefined ? 1 : spanOf(change.after) / spanOf(change.before);
  const distance = Math.max(1, Math.floor(-offset * share));
  if (spanOf({ amount: distance, unit }) < spanOf(shortest)) return { ...step, offset: -distance };
  const most = shortest.amount - 1;
  return most === 0
    ? { ...step, offset: 0, unit: 'workingDay' }
    : { ...step, offset: -most, unit: shortest.unit };
}

/** A ladder's steps without those that fell together. */
export function withoutTwins(ladder: readonly LadderStep[]): readonly LadderStep[] {
  return [...new Map(ladder.map((step) => [JSON.stringify(step), step])).values()];
}

/** How long a limit is, in minutes; a working day counts as a day, since only a calendar knows more. */
export function spanOf({ amount, unit }: TimeLimit): number {
  return amount * minutes[unit];
}
