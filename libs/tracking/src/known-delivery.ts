import type {
  CaseRef,
  DeliveryState,
  DepartmentRef,
  ItemCode,
  MessageKind,
  RegionCode,
} from '#base/contracts';
import type { Deadline } from './meet-deadline.js';

/** A delivery with what its message was about, locked for the length of a batch. */
export interface KnownDelivery {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: MessageKind;
  /** The region of the case, whose calendar counts. */
  readonly region: RegionCode;
  readonly from: DepartmentRef;
  readonly to: DepartmentRef;
  readonly key: string;
  readonly about: CaseRef | null;
  readonly item: ItemCode | null;
  readonly inReplyTo: string | null;
  /** When the message was written. */
  readonly createdAt: Date;
  readonly state: DeliveryState;
  readonly deadlines: readonly Deadline[];
}

/** Whether two references mean the same department. */
export function sameDepartment(one: DepartmentRef, other: DepartmentRef): boolean {
  return one.region === other.region && one.department === other.department;
}
