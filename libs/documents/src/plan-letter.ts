import {
  brandAs,
  deadlineOnDay,
  kindRules,
  type CaseRef,
  type DepartmentRef,
  type ItemCode,
  type MessageId,
  type MessageKind,
  type NewId,
  type PlanDeadline,
  type PlannedDeadline,
  type PlannedMessage,
  type TimeLimit,
  ownField,
} from '#base/contracts';

export interface LetterParts {
  readonly planDeadline: PlanDeadline;
  readonly newId: NewId;
  readonly now: Date;
}

/** Something one department says to others outside any clause; its deadlines are those of its kind. */
export interface Letter {
  readonly kind: MessageKind;
  readonly from: DepartmentRef;
  readonly key: string;
  readonly about: CaseRef | null;
  readonly item: ItemCode | null;
  readonly body: PlannedMessage['body'];
  readonly inReplyTo: MessageId | null;
}

const urgeBefore: TimeLimit = { amount: 4, unit: 'hour' };
const oneDay: TimeLimit = { amount: 1, unit: 'workingDay' };

/** One message for one recipient, owed in the recipient's own calendar. */
export function planLetter(parts: LetterParts, letter: Letter, to: DepartmentRef): PlannedMessage {
  const { kind, from, key, about, item, body, inReplyTo } = letter;
  const deadlines = deadlinesOf(parts, letter, to);
  return {
    id: brandAs(parts.newId()),
    deliveryId: brandAs(parts.newId()),
    kind,
    region: to.region,
    from,
    to,
    key,
    about,
    item,
    clause: null,
    claimMode: 'explicit',
    receipts: deadlines.map(({ expects }) => expects),
    deadlines,
    body,
    supersedes: null,
    inReplyTo,
    createdAt: parts.now,
  };
}

function deadlinesOf(
  { planDeadline, now }: LetterParts,
  { kind, body }: Letter,
  to: DepartmentRef,
): readonly PlannedDeadline[] {
  const { limits, answerBy } = kindRules[kind];
  const limit = limits.received ?? oneDay;
  const received = planDeadline(to, now, { expects: 'received', limit, urgeBefore });
  const day = answerBy === null ? null : ownField(body, answerBy);
  return typeof day === 'string'
    ? [received, deadlineOnDay('answered', day, now, received.due.calendarVersion)]
    : [received];
}
