import type { BreachKind, CaseRef, DepartmentRef, MessageId, SourceId } from '#base/contracts';
import type { RecordFacts } from '../case-facts.js';

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
  /** The day of the inspection, the decision or the measure, YYYY-MM-DD. */
  readonly day: string;
  /** `sound`: nothing was broken, or no longer stands. `undecided`: parts are missing that a message needs. */
  readonly standing: 'breach' | 'sound' | 'undecided';
  /** What is missing where it is undecided, in Chinese. */
  readonly missing: string;
  readonly content: BreachContent;
}

/** A granted case of the holder, with the licence it ended in. */
export interface LicensedCase {
  readonly source: SourceId;
  readonly caseNumber: CaseRef['caseNumber'];
  readonly itemCodes: readonly string[];
  readonly itemName: string | null;
  readonly region: string | null;
  readonly departmentUscc: string | null;
  readonly holderId: string | null;
  readonly holderName: string | null;
  readonly decidedAt: Date | null;
  readonly licenceName: string | null;
  readonly licenceNumber: string | null;
  readonly approvalNumber: string | null;
  readonly validTo: string | null;
}

/** The latest message a department had about the record. */
export interface ToldBreach {
  readonly to: DepartmentRef;
  readonly messageId: MessageId;
  readonly about: CaseRef | null;
  readonly clause: { readonly id: string; readonly version: number } | null;
  readonly body: Readonly<Record<string, unknown>>;
}
