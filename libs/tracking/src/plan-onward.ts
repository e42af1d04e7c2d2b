import {
  brandAs,
  deadlineOnDay,
  kindRules,
  type DeliveryId,
  type DepartmentRef,
  type MessageId,
  type NewId,
  type PlannedDeadline,
  type PlannedMessage,
  type RegionCode,
  type TimeLimit,
  ownField,
} from '#base/contracts';
import type { OwnMessage } from './folded-replies.js';
import { sameDepartment, type KnownDelivery } from './known-delivery.js';
import type { TrackingPolicy } from './tracking-policy.js';

const urgeBefore: TimeLimit = { amount: 4, unit: 'hour' };

/** Turns what a department said into a message for each recipient: whoever it names, else the bureaus of the regions it concerns; what replies goes back to the other side. Empty: there is nobody to tell. */
export function planOnward(
  own: OwnMessage,
  from: DepartmentRef,
  policy: TrackingPolicy,
  newId: NewId,
): readonly PlannedMessage[] {
  const { original } = own;
  const region = original?.region ?? from.region;
  return recipientsOf(own, from, policy).map((to) => {
    const deadlines = deadlinesOf(own, to, policy);
    return {
      id: brandAs<MessageId>(newId()),
      deliveryId: brandAs<DeliveryId>(newId()),
      kind: own.kind,
      region,
      from,
      to,
      key: own.subject,
      ...subjectOf(original),
      clause: null,
      claimMode: 'explicit',
      receipts: deadlines.map(({ expects }) => expects),
      deadlines,
      body: own.body,
      supersedes: null,
      createdAt: own.arrivedAt,
    };
  });
}

function subjectOf(original: KnownDelivery | null): Pick<PlannedMessage, 'about' | 'item' | 'inReplyTo'> {
  if (original === null) return { about: null, item: null, inReplyTo: null };
  return { about: original.about, item: original.item, inReplyTo: brandAs<MessageId>(original.messageId) };
}

function recipientsOf(
  own: OwnMessage,
  from: DepartmentRef,
  policy: TrackingPolicy,
): readonly DepartmentRef[] {
  if (own.recipient !== null) return [own.recipient];
  const bureaus = regionsOf(own, from).flatMap((region) => policy.approvalBureau(region) ?? []);
  const others = bureaus.filter((bureau) => !sameDepartment(bureau, from));
  if (others.length > 0) return others;
  return own.original === null ? [] : [own.original.from];
}

/** A reply concerns the region of what it answers; a new matter the regions it names, or the sender's own. */
function regionsOf({ original, body }: OwnMessage, from: DepartmentRef): readonly RegionCode[] {
  if (original !== null) return [original.region];
  const named = body['regions'];
  return Array.isArray(named) ? named.map((region) => brandAs<RegionCode>(String(region))) : [from.region];
}

function deadlinesOf(own: OwnMessage, to: DepartmentRef, policy: TrackingPolicy): readonly PlannedDeadline[] {
  const { limits } = kindRules[own.kind];
  const owed = (['received', 'claimed', 'answered'] as const).flatMap((expects) => {
    const limit = limits[expects];
    return limit === undefined ? [] : [policy.plan(to, own.arrivedAt, expects, limit, urgeBefore)];
  });
  const answered = answerDeadline(own, owed[0]);
  return answered === null ? owed : [...owed, answered];
}

/** Some kinds say themselves until when an answer is wanted: the end of that day, Chinese time. */
function answerDeadline(own: OwnMessage, received: PlannedDeadline | undefined): PlannedDeadline | null {
  const { answerBy } = kindRules[own.kind];
  const day = answerBy === null ? null : ownField(own.body, answerBy);
  if (typeof day !== 'string' || received === undefined) return null;
  return deadlineOnDay('answered', day, own.arrivedAt, received.due.calendarVersion);
}
