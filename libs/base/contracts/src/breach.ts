import type { CaseRef, DepartmentRef, MessageId, SourceId } from './ids.js';
import type { BreachKind } from './model.js';

/** One record of supervision data, by its own number in its system. */
export interface SupervisionKey {
  readonly kind: BreachKind;
  readonly source: SourceId;
  readonly number: string;
  readonly rowKey: string;
}

/** A granted case of a holder, with the licence it ended in. */
export interface LicensedCase extends CaseRef {
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
  /** YYYY-MM-DD; null where the licence does not say. */
  readonly validTo: string | null;
}

/** The latest message a department had about a supervision record; `body` is what it got. */
export interface ToldBreach {
  readonly to: DepartmentRef;
  readonly messageId: MessageId;
  readonly about: CaseRef | null;
  readonly clause: { readonly id: string; readonly version: number } | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** By what people tell one penalty decision from another: its document number, who decided, and about whom. */
export interface PenaltyIdentity {
  /** In one spelling, so that brackets, widths and spaces make no difference. */
  readonly decisionNumber: string;
  readonly agencyUscc: string | null;
  readonly agencyName: string | null;
  readonly holderId: string | null;
  readonly holderName: string | null;
}

/** A record of supervision data by which bureaus heard of a penalty decision, and the granting cases it concerned. */
export interface PenaltyRecord extends SupervisionKey, PenaltyIdentity {
  readonly cases: readonly CaseRef[];
}
