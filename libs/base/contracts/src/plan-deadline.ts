import type { TimeLimit } from './deadline.js';
import type { DepartmentRef } from './ids.js';
import type { PlannedDeadline } from './message.js';
import type { PolicySnapshot } from './policy.js';

/** What is owed: the fact, within which limit, and how long before its end somebody is urged. */
export interface Obligation {
  readonly expects: PlannedDeadline['expects'];
  readonly limit: TimeLimit;
  readonly urgeBefore: TimeLimit;
}

/** Counts a deadline in the calendar of whoever owes it, from an instant. */
export type PlanDeadline = (owedBy: DepartmentRef, start: Date, obligation: Obligation) => PlannedDeadline;

/** The policy and calendar that one act is decided by. */
export interface DecisionPolicy {
  readonly snapshot: PolicySnapshot;
  readonly planDeadline: PlanDeadline;
}
