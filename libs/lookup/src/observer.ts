import type { LookupOutcome } from './outcome.js';

/** One question that was settled: how, from where the answer came, and how long it took. */
export interface LookupNote {
  readonly interface: string;
  readonly outcome: LookupOutcome['outcome'];
  /** `none` where there is no answer. */
  readonly freshness: 'live' | 'cached' | 'stale' | 'none';
  readonly seconds: number;
}

/** Who counts questions to national systems; never told what was asked or answered. */
export type LookupObserver = (note: LookupNote) => void;
