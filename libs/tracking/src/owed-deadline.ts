import {
  brandAs,
  type CaseRef,
  type DepartmentRef,
  type ItemCode,
  type MessageId,
  type MessageKind,
  type PlannedDeadline,
  type RegionCode,
} from '#base/contracts';

/** A row of a sweep as the database gives it. */
export interface OwedRow {
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
  readonly expects: PlannedDeadline['expects'];
  readonly dueAt: Date;
  readonly escalates: boolean;
}

/** A deadline that is due soon or missed, with the message it belongs to. */
export interface OwedDeadline {
  readonly messageId: MessageId;
  readonly kind: MessageKind;
  readonly region: RegionCode;
  readonly from: DepartmentRef;
  readonly to: DepartmentRef;
  readonly key: string;
  readonly about: CaseRef | null;
  readonly item: ItemCode | null;
  readonly expects: PlannedDeadline['expects'];
  readonly dueAt: Date;
  readonly escalates: boolean;
}

/** Brands what the hub's own tables hold. */
export function toOwed(row: OwedRow): OwedDeadline {
  return {
    messageId: brandAs(row.messageId),
    kind: row.kind,
    region: brandAs(row.region),
    from: { region: brandAs(row.fromRegion), department: brandAs(row.fromDepartment) },
    to: { region: brandAs(row.toRegion), department: brandAs(row.toDepartment) },
    key: row.key,
    about:
      row.source === null || row.caseNumber === null
        ? null
        : { source: brandAs(row.source), caseNumber: brandAs(row.caseNumber) },
    item: row.item === null ? null : brandAs(row.item),
    expects: row.expects,
    dueAt: row.dueAt,
    escalates: row.escalates,
  };
}
