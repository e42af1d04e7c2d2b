import { type Clause, type ItemCode, type MessageId, type PlannedMessage } from '#base/contracts';
import type { Change, DecisionContent, LicenseDecisionBody } from './decision-body.js';
import { deadlineText, obligationOf, type Obligation } from './plan-obligation.js';
import { planUnder } from './plan-under.js';
import type { RouteInput } from './route-decision.js';

/** One thing to say to one department, under one clause. */
export interface Telling {
  readonly clause: Clause;
  readonly change: Change;
  readonly content: DecisionContent;
  readonly item: ItemCode;
  readonly supersedes: MessageId | null;
}

/** Completes a telling with ids, deadlines and obligation. Nobody owes an answer to a withdrawal. */
export function planMessage(input: RouteInput, telling: Telling): PlannedMessage {
  const { clause, change } = telling;
  const { now } = input;
  const owed = obligationOf(input.planDeadline, clause, {
    now,
    answerFrom: now,
    answers: change !== 'voided',
  });
  const { item, supersedes } = telling;
  return planUnder(input, {
    kind: 'license-decision',
    clause,
    item,
    owed,
    body: bodyOf(telling, owed),
    supersedes,
  });
}

function bodyOf({ clause, change, content }: Telling, obligation: Obligation): LicenseDecisionBody {
  const { claimMode, receipts, claim, answer } = obligation;
  return {
    change,
    ...content,
    obligation: {
      clause: { id: clause.id, version: clause.version, memorandum: clause.memorandum },
      claimMode,
      claimBy: deadlineText(claim.due),
      answerBy: answer === null ? null : deadlineText(answer.due),
      receipts,
    },
  };
}
