import {
  brandAs,
  departmentName,
  type CaseRef,
  type ClaimMode,
  type DeliveryId,
  type DepartmentRef,
  type ItemCode,
  type MessageId,
  type MessageKind,
  type NewId,
  type PlannedDeadline,
  type PlannedMessage,
  type ReceiptType,
  type RegionCode,
  type TimeLimit,
} from '#base/contracts';
import { sameDepartment } from './known-delivery.js';
import type { TrackingPolicy } from './tracking-policy.js';

/** A delivery its recipient sent back as not its own, with all that another one can be made from. */
export interface ReturnedDelivery {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly region: RegionCode;
  readonly from: DepartmentRef;
  /** Who sent it back. */
  readonly to: DepartmentRef;
  readonly key: string;
  readonly about: CaseRef | null;
  readonly item: ItemCode | null;
  readonly clause: { readonly id: string; readonly version: number } | null;
  readonly claimMode: ClaimMode;
  readonly receipts: readonly ReceiptType[];
  readonly limits: readonly { readonly expects: PlannedDeadline['expects']; readonly limit: TimeLimit }[];
  readonly body: Readonly<Record<string, unknown>>;
  /** Everybody who has had this matter already. */
  readonly told: readonly DepartmentRef[];
}

const urgeBefore: TimeLimit = { amount: 4, unit: 'hour' };

/**
 * Whom the boundary list of the day names for the item, besides those who have had the matter. Only a single, bound department
 * is taken without asking; null leaves the decision to a person.
 */
export function rerouteByBoundary(
  returned: ReturnedDelivery,
  policy: TrackingPolicy,
  now: Date,
): DepartmentRef | null {
  if (returned.item === null) return null;
  const named = policy.responsible(returned.region, returned.item, now);
  const had = new Set([...returned.told, returned.to].map(departmentName));
  const others = new Map(
    named
      .filter((one) => !had.has(departmentName(one)) && policy.mayTell(returned.from, one))
      .map((one) => [departmentName(one), one]),
  );
  const [only] = others.values();
  return others.size === 1 && only !== undefined ? only : null;
}

/** The same matter for another department: same content and clause; its time limits count anew from now. */
export function planRerouting(
  returned: ReturnedDelivery,
  to: DepartmentRef,
  policy: TrackingPolicy,
  now: Date,
  newId: NewId,
): PlannedMessage {
  const urge = policy.urgeBefore(returned.clause) ?? urgeBefore;
  return {
    id: brandAs<MessageId>(newId()),
    deliveryId: brandAs<DeliveryId>(newId()),
    kind: returned.kind,
    region: returned.region,
    from: returned.from,
    to,
    key: returned.key,
    about: returned.about,
    item: returned.item,
    clause: returned.clause,
    claimMode: returned.claimMode,
    receipts: returned.receipts,
    deadlines: returned.limits.map(({ expects, limit }) => policy.plan(to, now, expects, limit, urge)),
    body: returned.body,
    supersedes: null,
    inReplyTo: null,
    createdAt: now,
  };
}

/** Whether the matter may go to the department: it did not send it back itself, and a memorandum binds it to the sender. */
export function mayTake(returned: ReturnedDelivery, to: DepartmentRef, policy: TrackingPolicy): boolean {
  return !sameDepartment(returned.to, to) && policy.mayTell(returned.from, to);
}
