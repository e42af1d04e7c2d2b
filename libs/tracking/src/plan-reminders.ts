import {
  beijingText,
  brandAs,
  departmentName,
  type DepartmentRef,
  type NewId,
  type PlannedDeadline,
  type PlannedMessage,
  type TimeLimit,
} from '#base/contracts';
import type { Matter, OwedStep } from './matters.js';
import type { ReminderBudget } from './reminder-budget.js';
import { reminderSentence } from './reminder-sentence.js';
import type { DigestEntry } from './sql/insert-digest-entries.js';
import type { FiredStep } from './sql/insert-fired-steps.js';
import type { TrackingPolicy } from './tracking-policy.js';

/** What reminders are planned with. A step that should have been taken more than `catchUpMs` ago goes into a digest. */
export interface ReminderParts {
  readonly policy: TrackingPolicy;
  readonly newId: NewId;
  readonly now: Date;
  readonly catchUpMs: number;
  readonly budget: ReminderBudget;
}

/** What the steps of a sweep say: the facts to keep, the messages, and what waits for digests. */
export interface PlannedReminders {
  readonly fired: readonly FiredStep[];
  readonly messages: readonly PlannedMessage[];
  readonly entries: readonly DigestEntry[];
}

/** Turns matters into a message for each recipient; what is late, falls on a quiet day or is beyond the budget waits for its digest. */
export function planReminders(parts: ReminderParts, matters: readonly Matter[]): PlannedReminders {
  const planned = matters.map((matter) => remindOf(parts, matter));
  return {
    fired: planned.flatMap(({ fired }) => fired),
    messages: planned.flatMap(({ messages }) => messages),
    entries: planned.flatMap(({ entries }) => entries),
  };
}

function remindOf(parts: ReminderParts, matter: Matter): PlannedReminders {
  const messages: PlannedMessage[] = [];
  const entries: DigestEntry[] = [];
  for (const to of matter.to) {
    const because = whyDigest(parts, matter.first, to);
    if (because === null) messages.push(messageOf(parts, matter, to));
    else entries.push(...matter.steps.map((step) => ({ to, because, step })));
  }
  const told = matter.to.length === 0 ? 'overtaken' : messages.length > 0 ? 'message' : 'digest';
  const fired = matter.steps.map((one): FiredStep => ({
    ...one,
    addressees: matter.to.map(departmentName),
    told,
    messages: messages.map(({ id }) => id),
    contact: matter.contact,
  }));
  return { fired, messages, entries };
}

/** Whether a step comes so late, since nobody swept, that only a digest tells it, whatever the budget. */
export function comesLate({ plannedAt }: OwedStep, now: Date, catchUpMs: number): boolean {
  return now.getTime() - plannedAt.getTime() > catchUpMs;
}

/** Why a recipient is not told at once; null when it is, and then it counts against the budget. Limits in minutes know no quiet day. */
function whyDigest(
  { policy, now, catchUpMs, budget }: ReminderParts,
  step: OwedStep,
  to: DepartmentRef,
): DigestEntry['because'] | null {
  if (comesLate(step, now, catchUpMs)) return 'away';
  if (step.owed.limit.unit !== 'minute' && policy.quiet(to, now)) return 'quiet';
  return budget.take(to) ? null : 'budget';
}

/** Urges and supervisions are to be received within this time; missing that tells nobody else. */
const toReceive: TimeLimit = { amount: 1, unit: 'workingDay' };

/** The one deadline of a reminder, which nobody is reminded of. */
export function toReceiveReminder(policy: TrackingPolicy, to: DepartmentRef, now: Date): PlannedDeadline {
  return { ...policy.plan(to, now, 'received', toReceive, toReceive), urgeAt: null };
}

function messageOf({ policy, newId, now }: ReminderParts, matter: Matter, to: DepartmentRef): PlannedMessage {
  const { owed, step } = matter.first;
  return {
    id: brandAs(newId()),
    deliveryId: brandAs(newId()),
    kind: step.action === 'supervise' ? 'supervise' : 'urge',
    region: owed.region,
    from: owed.from,
    to,
    key: owed.key,
    about: owed.about,
    item: owed.item,
    clause: null,
    claimMode: 'explicit',
    receipts: ['received'],
    deadlines: [toReceiveReminder(policy, to, now)],
    body: bodyOf(matter, now),
    supersedes: null,
    inReplyTo: owed.messageId,
    createdAt: now,
  };
}

function bodyOf({ first, steps, contact }: Matter, now: Date): PlannedMessage['body'] {
  const { owed, step, plannedAt } = first;
  const { action, target, colour } = step;
  const expects = steps.map((one) => one.owed.expects);
  return {
    about: {
      messageId: owed.messageId,
      kind: owed.kind,
      source: owed.about?.source ?? null,
      caseNumber: owed.about?.caseNumber ?? null,
      item: owed.item,
    },
    expects,
    dueAt: owed.dueAt.toISOString(),
    step: {
      action,
      target,
      ...(contact !== null && { contact }),
      ...(colour !== null && { colour }),
      plannedAt: beijingText(plannedAt),
    },
    ...(action === 'supervise' && {
      overdue: { region: owed.to.region, department: owed.to.department },
      missedAt: now.toISOString(),
    }),
    sentence: reminderSentence(owed, expects, first, contact),
  };
}
