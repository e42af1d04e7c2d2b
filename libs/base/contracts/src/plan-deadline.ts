import type { TimeLimit } from './deadline.js';
import type { RegionCode } from './ids.js';
import type { PlannedDeadline } from './message.js';

/** What is owed: the fact, within which limit, and how long before its end somebody is urged. */
export interface Obligation {
  readonly expects: PlannedDeadline['expects'];
  readonly limit: TimeLimit;
  readonly urgeBefore: TimeLimit;
}

/** Counts a deadline in the calendar of a region, from an instant. */
export type PlanDeadline = (region: RegionCode, start: Date, obligation: Obligation) => PlannedDeadline;
