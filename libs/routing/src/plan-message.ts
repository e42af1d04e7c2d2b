import {
  brandAs,
  type Clause,
  type DeliveryId,
  type ItemCode,
  type MessageId,
  type PlannedMessage,
} from '#base/contracts';
import type { Change, DecisionContent, LicenseDecisionBody } from './decision-body.js';
import { deadlinesOf, deadlineText, obligationOf, type Obligation } from './plan-obligation.js';
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
  const obligation = obligationOf(input.planDeadline, clause, {
    now,
    answerFrom: now,
    answers: change !== 'voided',
  });
  return {
    id: brandAs<MessageId>(input.newId()),
    deliveryId: brandAs<DeliveryId>(input.newId()),
    kind: 'license-decision',
    region: clause.region,
    from: { region: clause.region, department: clause.from },
    to: clause.to,
    key: input.facts.caseNumber,
    about: { source: input.facts.source, caseNumber: input.facts.caseNumber },
    item: telling.item,
    clause: { id: clause.id, version: clause.version },
    claimMode: obligation.claimMode,
    receipts: obligation.receipts,
    deadlines: deadlinesOf(obligation),
    body: bodyOf(telling, obligation),
    supersedes: telling.supersedes,
    inReplyTo: null,
    createdAt: now,
  };
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
