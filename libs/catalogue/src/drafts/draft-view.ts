import type { PolicyDocument } from '../policy-content.js';

/** A submitted change of the policy, and what became of it. */
export interface DraftView {
  readonly id: number;
  readonly title: string;
  readonly state: 'open' | 'approved' | 'rejected';
  readonly baseEdition: number;
  readonly submittedBy: string;
  readonly submittedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  /** The edition it became. */
  readonly edition: number | null;
}

/** A draft with the papers it would put in place. */
export interface Draft extends DraftView {
  readonly documents: readonly PolicyDocument[];
}
