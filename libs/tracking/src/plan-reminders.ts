import {
  brandAs,
  kindRules,
  type DepartmentRef,
  type MessageKind,
  type NewId,
  type PlannedMessage,
  type TimeLimit,
} from '#base/contracts';
import { sameDepartment } from './known-delivery.js';
import type { OwedDeadline } from './owed-deadline.js';
import type { TrackingPolicy } from './tracking-policy.js';

/** Urges and supervisions are to be received within this time; missing that tells nobody else. */
const toReceive: TimeLimit = { amount: 1, unit: 'workingDay' };

/** What a reminder is planned with. */
export interface ReminderParts {
  readonly policy: TrackingPolicy;
  readonly newId: NewId;
  readonly now: Date;
}

/** One urge per message that owes something soon, however many receipts it owes. */
export function planUrges(parts: ReminderParts, owed: readonly OwedDeadline[]): readonly PlannedMessage[] {
  return grouped(owed).map(([first, expects]) => {
    const sentence = `${subjectOf(first)}应于${shanghai(first.dueAt)}前${wordsFor(expects)}，请尽快办理。`;
    return remind(parts, 'urge', first, first.to, { ...bodyOf(first, expects), sentence });
  });
}

/** One supervision per message that missed something, to the department and to the approval bureau's centre of the case's region. */
export function planSupervisions(
  parts: ReminderParts,
  missed: readonly OwedDeadline[],
): readonly PlannedMessage[] {
  return grouped(missed.filter(({ escalates }) => escalates)).flatMap(([first, expects]) => {
    const sentence = `${subjectOf(first)}应于${shanghai(first.dueAt)}前${wordsFor(expects)}，现已逾期，请督促办理。`;
    const body = {
      ...bodyOf(first, expects),
      overdue: { region: first.to.region, department: first.to.department },
      missedAt: parts.now.toISOString(),
      sentence,
    };
    const centre = parts.policy.approvalBureau(first.region);
    const recipients = centre === null || sameDepartment(centre, first.to) ? [first.to] : [first.to, centre];
    return recipients.map((to) => remind(parts, 'supervise', first, to, body));
  });
}

function remind(
  { policy, newId, now }: ReminderParts,
  kind: MessageKind,
  owed: OwedDeadline,
  to: DepartmentRef,
  body: Readonly<Record<string, unknown>>,
): PlannedMessage {
  const received = policy.plan(owed.region, now, 'received', toReceive, toReceive);
  return {
    id: brandAs(newId()),
    deliveryId: brandAs(newId()),
    kind,
    region: owed.region,
    from: owed.from,
    to,
    key: owed.key,
    about: owed.about,
    item: owed.item,
    clause: null,
    claimMode: 'explicit',
    receipts: ['received'],
    deadlines: [{ ...received, urgeAt: null }],
    body,
    supersedes: null,
    inReplyTo: owed.messageId,
    createdAt: now,
  };
}

type Expects = readonly OwedDeadline['expects'][];

/** Deadlines of one message that fall due together are one matter. */
function grouped(owed: readonly OwedDeadline[]): readonly (readonly [OwedDeadline, Expects])[] {
  return [...Map.groupBy(owed, ({ messageId }) => messageId).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [[first, group.map(({ expects }) => expects)] as const];
  });
}

function bodyOf(owed: OwedDeadline, expects: Expects): Readonly<Record<string, unknown>> {
  return {
    about: {
      messageId: owed.messageId,
      kind: owed.kind,
      source: owed.about?.source ?? null,
      caseNumber: owed.about?.caseNumber ?? null,
      item: owed.item,
    },
    expects: [...expects],
    dueAt: owed.dueAt.toISOString(),
  };
}

const words = { received: '签收', claimed: '认领', answered: '反馈' } as const;

function subjectOf(owed: OwedDeadline): string {
  const { title } = kindRules[owed.kind];
  return owed.about === null ? `${title}（${owed.key}）` : `办件 ${owed.about.caseNumber} 的${title}`;
}

function wordsFor(expects: Expects): string {
  return expects.map((one) => words[one]).join('、');
}

const offsetMs = 8 * 3_600_000;

function shanghai(at: Date): string {
  return ` ${new Date(at.getTime() + offsetMs).toISOString().slice(0, 16).replace('T', ' ')} `;
}
