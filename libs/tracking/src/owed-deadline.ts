import {
  brandAs,
  type CaseRef,
  type DepartmentRef,
  type ItemCode,
  type LadderDeadline,
  type MessageId,
  type MessageKind,
  type PlannedDeadline,
  type RegionCode,
  type TimeUnit,
} from '#base/contracts';

/** A row of a sweep as the database gives it. */
export interface OwedRow {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly region: string;
  readonly fromRegion: string;
  readonly fromDepartment: string;
  readonly toRegion: string;
  readonly toDepartment: string;
  readonly key: string;
  readonly source: string | null;
  readonly caseNumber: string | null;
  readonly item: string | null;
  readonly clauseId: string | null;
  readonly clauseVersion: number | null;
  readonly expects: PlannedDeadline['expects'];
  readonly limitAmount: number;
  readonly limitUnit: TimeUnit;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly urgeAt: Date | null;
  readonly escalates: boolean;
  readonly state: 'open' | 'missed';
  readonly nextStep: number;
}

/** A deadline something is to be done about, with the message it belongs to. */
export interface OwedDeadline extends LadderDeadline {
  readonly deliveryId: string;
  readonly messageId: MessageId;
  readonly kind: MessageKind;
  readonly region: RegionCode;
  readonly from: DepartmentRef;
  readonly key: string;
  readonly about: CaseRef | null;
  readonly item: ItemCode | null;
  readonly expects: PlannedDeadline['expects'];
  /** False for urges and supervisions themselves: they climb no ladder. */
  readonly escalates: boolean;
  readonly state: 'open' | 'missed';
  /** The place in the ladder that comes next. */
  readonly nextStep: number;
}

/** Brands what the hub's own tables hold. */
export function toOwed(row: OwedRow): OwedDeadline {
  const { deliveryId, kind, key, expects, startedAt, dueAt, urgeAt, escalates, state, nextStep } = row;
  return {
    deliveryId,
    kind,
    key,
    expects,
    startedAt,
    dueAt,
    urgeAt,
    escalates,
    state,
    nextStep,
    messageId: brandAs(row.messageId),
    region: brandAs(row.region),
    from: { region: brandAs(row.fromRegion), department: brandAs(row.fromDepartment) },
    to: { region: brandAs(row.toRegion), department: brandAs(row.toDepartment) },
    about:
      row.source === null || row.caseNumber === null
        ? null
        : { source: brandAs(row.source), caseNumber: brandAs(row.caseNumber) },
    item: row.item === null ? null : brandAs(row.item),
    clause:
      row.clauseId === null || row.clauseVersion === null
        ? null
        : { id: row.clauseId, version: row.clauseVersion },
    limit: { amount: row.limitAmount, unit: row.limitUnit },
  };
}
