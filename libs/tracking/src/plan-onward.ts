import {
  brandAs,
  type DepartmentRef,
  type MessageId,
  type NewId,
  type PlannedDeadline,
  type PlannedMessage,
  type TimeLimit,
} from '#base/contracts';
import type { OwnMessage } from './fold-replies.js';
import { sameDepartment, type KnownDelivery } from './known-delivery.js';
import type { TrackingPolicy } from './tracking-policy.js';

/** What a department says is received by the other side within this time (domain §7.4). */
const toReceive: TimeLimit = { amount: 1, unit: 'workingDay' };
const urgeBefore: TimeLimit = { amount: 4, unit: 'hour' };

/** Turns what a department said into a message to the approval bureau; what the bureau itself says goes to whoever it answers. Null: there is nobody to tell. */
export function planOnward(
  own: OwnMessage,
  from: DepartmentRef,
  policy: TrackingPolicy,
  newId: NewId,
): PlannedMessage | null {
  const { original } = own;
  const region = original?.region ?? from.region;
  const to = recipientOf(own, from, policy.approvalBureau(region));
  if (to === null) return null;
  const received = policy.plan(region, own.arrivedAt, 'received', toReceive, urgeBefore);
  const answered = answerDeadline(own, received);
  return {
    id: brandAs(newId()),
    deliveryId: brandAs(newId()),
    kind: own.kind,
    region,
    from,
    to,
    key: own.subject,
    ...subjectOf(original),
    clause: null,
    claimMode: 'explicit',
    receipts: answered === null ? ['received'] : ['received', 'answered'],
    deadlines: answered === null ? [received] : [received, answered],
    body: own.body,
    supersedes: null,
    createdAt: own.arrivedAt,
  };
}

function subjectOf(original: KnownDelivery | null): Pick<PlannedMessage, 'about' | 'item' | 'inReplyTo'> {
  if (original === null) return { about: null, item: null, inReplyTo: null };
  return { about: original.about, item: original.item, inReplyTo: brandAs<MessageId>(original.messageId) };
}

function recipientOf(
  { original }: OwnMessage,
  from: DepartmentRef,
  bureau: DepartmentRef | null,
): DepartmentRef | null {
  const elsewhere = bureau !== null && !sameDepartment(bureau, from);
  return elsewhere ? bureau : (original?.from ?? null);
}

const dayMs = 86_400_000;

/** A permit-change opinion says itself until when an answer is wanted: the end of that day, Chinese time. */
function answerDeadline(own: OwnMessage, received: PlannedDeadline): PlannedDeadline | null {
  const day = own.body['answerBy'];
  if (own.kind !== 'permit-change-opinion' || typeof day !== 'string') return null;
  const at = new Date(`${day}T23:59:59.999+08:00`);
  const amount = Math.max(0, Math.ceil((at.getTime() - own.arrivedAt.getTime()) / dayMs));
  return {
    expects: 'answered',
    limit: { amount, unit: 'naturalDay' },
    due: { state: 'due', at, calendarVersion: received.due.calendarVersion },
    urgeAt: at.getTime() - own.arrivedAt.getTime() > dayMs ? new Date(at.getTime() - dayMs) : null,
  };
}
