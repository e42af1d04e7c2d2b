import type { BreachKind, PenaltyIdentity, SourceId, RecordFacts } from '#base/contracts';

/** A record of supervision data as it stands. */
export interface SupervisionFacts {
  readonly kind: BreachKind;
  readonly source: SourceId;
  /** The record's own number in its system. */
  readonly number: string;
  readonly revision: number;
  readonly removed: boolean;
  readonly facts: RecordFacts;
}

/** What an approval bureau would be told of a record. */
export interface BreachContent {
  readonly kind: 'check-result' | 'penalty-feedback';
  readonly body: Readonly<Record<string, unknown>>;
}

/** 监管发现: what a record says about whom. */
export interface Breach {
  readonly holderId: string | null;
  readonly holderName: string | null;
  /** 监管事项目录编码, where the record has one. */
  readonly itemCodes: readonly string[];
  /** Texts that may name the licence by its number. */
  readonly namesLicence: readonly string[];
  /** The licence itself is withdrawn or suspended (吊销、暂扣). */
  readonly touchesLicence: boolean;
  readonly agencyUscc: string | null;
  /** Which penalty decision it tells of; null for other kinds, and while there is no document number. */
  readonly penalty: PenaltyIdentity | null;
  /** The day of the inspection, the decision or the measure, YYYY-MM-DD. */
  readonly day: string;
  /** `sound`: nothing was broken, or no longer stands. `undecided`: parts are missing that a message needs. */
  readonly standing: 'breach' | 'sound' | 'undecided';
  /** What is missing where it is undecided, in Chinese. */
  readonly missing: string;
  readonly content: BreachContent;
}
