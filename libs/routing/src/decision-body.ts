import type { CaseResult, ClaimMode, ReceiptType } from '#base/contracts';

/** What a message says about an earlier one: new, withdrawn, put right, or issued anew. */
export type Change = 'granted' | 'voided' | 'corrected' | 'reissued';

/** An instant as ISO 8601 with +08:00, or the explicit state of a date beyond the published calendar. */
export type DeadlineText = string;

/** The parts of a licence decision that a content profile may let through; absent means not for this recipient, null means unknown. */
export type DecisionContent = {
  /** Source, number and region are always there; the rest only with the part `case`. */
  readonly case: {
    readonly source: string;
    readonly caseNumber: string;
    readonly region: string | null;
    readonly projectName?: string | null;
    readonly appliedAt?: string | null;
    readonly acceptedAt?: string | null;
  };
  readonly item?: {
    readonly code: string;
    readonly name: string;
    readonly nationalCatalogCode: string | null;
    readonly localCatalogCode: string | null;
    readonly editorialCode: string | null;
  };
  readonly decision?: {
    readonly result: CaseResult;
    readonly decidedAt: string | null;
    readonly approvalNumber: string | null;
    readonly approvingDepartment: { readonly uscc: string | null; readonly name: string | null };
  };
  readonly licence?: {
    readonly name: string | null;
    readonly number: string | null;
    readonly validTo: string | null;
    readonly issuer: string | null;
  };
  readonly applicant?: {
    readonly name?: string | null;
    readonly idType?: string | null;
    readonly id?: string | null;
    readonly legalPerson?: string | null;
    readonly contactName?: string | null;
    readonly contactPhone?: string | null;
    readonly address?: string | null;
  };
};

/** What the recipient owes, by which clause, until when. */
export type DecisionObligation = {
  readonly clause: { readonly id: string; readonly version: number; readonly memorandum: string };
  readonly claimMode: ClaimMode;
  readonly claimBy: DeadlineText;
  readonly answerBy: DeadlineText | null;
  readonly receipts: readonly ReceiptType[];
};

/** Body of a `license-decision` message. */
export type LicenseDecisionBody = DecisionContent & {
  readonly change: Change;
  readonly obligation: DecisionObligation;
};
