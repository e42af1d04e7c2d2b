import type { TimeLimit } from './deadline.js';
import type { DepartmentRef } from './ids.js';
import type { LadderStep } from './policy.js';

/** When a step of a ladder is taken: at an instant, not at all because it would lie before the start, or not until a calendar says. */
export type StepTime =
  | { readonly state: 'at'; readonly at: Date }
  | { readonly state: 'passed-over' }
  | { readonly state: 'no-official-calendar'; readonly year: number };

/** A step of a deadline's ladder with its time; times never run backwards along a ladder. */
export interface TimedStep extends LadderStep {
  readonly time: StepTime;
}

/** A deadline with all that the instants of its ladder depend on. */
export interface LadderDeadline {
  /** Who owes the fact; the calendar of its region says which days are quiet. */
  readonly to: DepartmentRef;
  readonly clause: { readonly id: string; readonly version: number } | null;
  readonly limit: TimeLimit;
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** When the recipient is urged where no clause has a ladder. */
  readonly urgeAt: Date | null;
}
