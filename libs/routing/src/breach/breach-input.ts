import type {
  CaseRef,
  DepartmentRef,
  LicensedCase,
  NewId,
  PenaltyRecord,
  PlanDeadline,
  PolicySnapshot,
  SupervisionKey,
  ToldBreach,
} from '#base/contracts';
import type { Breach, SupervisionFacts } from './breach.js';

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
  /** Penalty decisions that bureaus have heard of from other records. */
  readonly decisions: readonly PenaltyRecord[];
  /** The record it was found to repeat; `confirmed` where a person said so. */
  readonly linked: { readonly to: SupervisionKey; readonly confirmed: boolean } | null;
  readonly planDeadline: PlanDeadline;
  readonly now: Date;
  readonly newId: NewId;
}
