import type { CaseNumber, RegionCode, SourceId } from './ids.js';
import type { CaseResult, CaseState } from './model.js';

/** Fields of a unified record by their unified names; instants as ISO 8601 with any offset, empty ones null. */
export type RecordFacts = Readonly<Record<string, unknown>>;

/** What is known of a case when it is routed. Records that have not arrived are null. */
export interface CaseFacts {
  readonly source: SourceId;
  readonly caseNumber: CaseNumber;
  readonly state: CaseState;
  readonly result: CaseResult | null;
  /** The result, or the whole case, was deleted or voided by the department. */
  readonly removed: boolean;
  readonly decidedAt: Date | null;
  readonly region: RegionCode | null;
  /** Every code the case names its item by, the most telling first. */
  readonly itemCodes: readonly string[];
  readonly application: RecordFacts | null;
  readonly acceptance: RecordFacts | null;
  readonly resultRecord: RecordFacts | null;
}
