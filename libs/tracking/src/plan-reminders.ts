import {
  beijingText,
  brandAs,
  departmentName,
  type DepartmentRef,
  type NewId,
  type PlannedMessage,
  type TimeLimit,
} from '#base/contracts';
import type { Climb, TakenStep } from './climb-ladder.js';
import { sameDepartment } from './known-delivery.js';
import type { OwedDeadline } from './owed-deadline.js';
import { reminderSentence } from './reminder-sentence.js';
import type { FiredStep } from './sql/insert-fired-steps.js';
import type { TrackingPolicy } from './tracking-policy.js';

/** Urges and supervisions are to be received within this time; missing that tells nobody else. */
const toReceive: TimeLimit = { amount: 1, unit: 'workingDay' };

/** What a reminder is planned with. */
export interface ReminderParts {
  readonly policy: TrackingPolicy;
  readonly newId: NewId;
  readonly now: Date;
}

/** What the steps of a sweep say: the facts to keep, and the messages. */
export interface PlannedReminders {
  readonly fired: readonly FiredStep[];
  readonly messages: readonly PlannedMessage[];
}

/** A step of one deadline. */
export type OwedStep = TakenStep & { readonly owed: OwedDeadline };

/** Turns the steps taken into messages: what one message owes at the same time is one reminder, however many receipts it owes. */
export function planReminders(parts: ReminderParts, climbs: readonly Climb[]): PlannedReminders {
  const taken = climbs.flatMap((climb): readonly OwedStep[] =>
    climb.taken.map((one) => ({ ...one, owed: climb.owed })),
  );
  const planned = matters(taken).map((matter) => remindOf(parts, matter));
  return {
    fired: planned.flatMap(({ fired }) => fired),
    messages: planned.flatMap(({ messages }) => messages),
  };
}

/** Steps of one message that fall together, in the order of their time. */
function matters(taken: readonly OwedStep[]): readonly (readonly OwedStep[])[] {
  const groups = Map.groupBy(taken, ({ owed, number, plannedAt, step }) =>
    [owed.messageId, number, plannedAt.getTime(), step.action, step.target].join(' '),
  );
  return [...groups.values()].toSorted((one, other) => timeOf(one) - timeOf(other));
}

function timeOf([first]: readonly OwedStep[]): number {
  return first?.plannedAt.getTime() ?? 0;
}

function remindOf(parts: ReminderParts, matter: readonly OwedStep[]): PlannedReminders {
  const [first] = matter;
  if (first === undefined) return { fired: [], messages: [] };
  const reached = recipientsOf(parts.policy, first);
  const messages = first.overtaken ? [] : reached.map((to) => messageOf(parts, matter, first, to));
  const fired = matter.map((one): FiredStep => ({
    ...one,
    addressees: first.overtaken ? [] : reached.map(departmentName),
    told: first.overtaken ? 'overtaken' : 'message',
    messages: messages.map(({ id }) => id),
  }));
  return { fired, messages };
}

/** A liaison or a department is reached on the department's own topic; what goes to the centre or a leader the department hears too. */
function recipientsOf(policy: TrackingPolicy, { owed, step }: OwedStep): readonly DepartmentRef[] {
  if (step.target === 'liaison' || step.target === 'department') return [owed.to];
  const centre = policy.approvalBureau(owed.region);
  return centre === null || sameDepartment(centre, owed.to) ? [owed.to] : [owed.to, centre];
}

function messageOf(
  { policy, newId, now }: ReminderParts,
  matter: readonly OwedStep[],
  first: OwedStep,
  to: DepartmentRef,
): PlannedMessage {
  const { owed, step } = first;
  const received = policy.plan(owed.region, now, 'received', toReceive, toReceive);
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
    deadlines: [{ ...received, urgeAt: null }],
    body: bodyOf(matter, first, now),
    supersedes: null,
    inReplyTo: owed.messageId,
    createdAt: now,
  };
}

function bodyOf(matter: readonly OwedStep[], first: OwedStep, now: Date): PlannedMessage['body'] {
  const { owed, step, plannedAt } = first;
  const { action, target, colour } = step;
  const expects = matter.map((one) => one.owed.expects);
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
    step: { action, target, ...(colour !== null && { colour }), plannedAt: beijingText(plannedAt) },
    ...(action === 'supervise' && {
      overdue: { region: owed.to.region, department: owed.to.department },
      missedAt: now.toISOString(),
    }),
    sentence: reminderSentence(owed, expects, first),
  };
}
