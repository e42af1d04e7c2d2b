import type { CaseRef, DepartmentRef, NewId, PlanDeadline, PolicySnapshot } from '#base/contracts';
import type { Breach, LicensedCase, SupervisionFacts, ToldBreach } from './breach.js';

/** What the match rests on: the holder's granted cases, who reports, and what a person chose before. */
export interface MatchInput {
  readonly breach: Breach;
  readonly candidates: readonly LicensedCase[];
  readonly reporter: DepartmentRef;
  readonly chosen: readonly CaseRef[] | null;
  readonly policy: PolicySnapshot;
}

/** Everything the decision about a breach depends on. */
export interface BreachInput extends Omit<MatchInput, 'reporter'> {
  readonly record: SupervisionFacts;
  /** The department whose system the record comes from; the record's own agency goes before it where the policy knows it. */
  readonly owner: DepartmentRef;
  readonly told: readonly ToldBreach[];
  readonly planDeadline: PlanDeadline;
  readonly now: Date;
  readonly newId: NewId;
}
