import {
  beijingText,
  kindRules,
  type Clause,
  type ClaimMode,
  type DepartmentRef,
  type DueDate,
  type MessageKind,
  type PlanDeadline,
  type PlannedDeadline,
  type ReceiptType,
  type TimeLimit,
} from '#base/contracts';
import type { DeadlineText } from './decision-body.js';

/** What a recipient owes for a message, and by when. */
export interface Obligation {
  readonly claimMode: ClaimMode;
  readonly receipts: readonly ReceiptType[];
  readonly claim: PlannedDeadline;
  readonly answer: PlannedDeadline | null;
}

/** By a clause: claim or receipt from `now`, the answer from `answerFrom`; `answers` is false where nothing is to be answered. */
export function obligationOf(
  planDeadline: PlanDeadline,
  clause: Clause,
  from: { readonly now: Date; readonly answerFrom: Date; readonly answers: boolean },
): Obligation {
  const within = from.answers ? clause.answerWithin : null;
  const receipts = clause.receipts.filter((receipt) => receipt !== 'answered' || within !== null);
  const plan = (start: Date, expects: PlannedDeadline['expects'], limit: TimeLimit): PlannedDeadline =>
    planDeadline(clause.to, start, { expects, limit, urgeBefore: clause.urgeBefore });
  return {
    claimMode: clause.claimMode,
    receipts,
    claim: plan(from.now, receipts.includes('claimed') ? 'claimed' : 'received', clause.claimWithin),
    answer: within === null ? null : plan(from.answerFrom, 'answered', within),
  };
}

const usualLimit: TimeLimit = { amount: 1, unit: 'workingDay' };
const usualUrge: TimeLimit = { amount: 4, unit: 'hour' };

/** By the rule of the kind, where no clause says otherwise. */
export function usualObligation(
  planDeadline: PlanDeadline,
  kind: MessageKind,
  to: DepartmentRef,
  now: Date,
): Obligation {
  const limit = kindRules[kind].limits.received ?? usualLimit;
  return {
    claimMode: 'explicit',
    receipts: ['received'],
    claim: planDeadline(to, now, { expects: 'received', limit, urgeBefore: usualUrge }),
    answer: null,
  };
}

/** The deadlines of an obligation, in the order they fall due. */
export function deadlinesOf({ claim, answer }: Obligation): readonly PlannedDeadline[] {
  return answer === null ? [claim] : [claim, answer];
}

/** A due date as it stands in a body. */
export function deadlineText(due: DueDate): DeadlineText {
  return due.state === 'due' ? beijingText(due.at) : due.state;
}
