import {
  beijingText,
  brandAs,
  type Clause,
  type DeliveryId,
  type DueDate,
  type ItemCode,
  type MessageId,
  type PlannedDeadline,
  type PlannedMessage,
  type ReceiptType,
} from '#base/contracts';
import type { Change, DeadlineText, DecisionContent, LicenseDecisionBody } from './decision-body.js';
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
  const answer = change === 'voided' ? null : clause.answerWithin;
  const receipts = clause.receipts.filter((receipt) => receipt !== 'answered' || answer !== null);
  const plan = (expects: PlannedDeadline['expects'], limit: Clause['claimWithin']): PlannedDeadline =>
    input.planDeadline(clause.to.region, input.now, { expects, limit, urgeBefore: clause.urgeBefore });
  const claim = plan(receipts.includes('claimed') ? 'claimed' : 'received', clause.claimWithin);
  const answered = answer === null ? null : plan('answered', answer);
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
    claimMode: clause.claimMode,
    receipts,
    deadlines: answered === null ? [claim] : [claim, answered],
    body: bodyOf(telling, receipts, claim, answered),
    supersedes: telling.supersedes,
    inReplyTo: null,
    createdAt: input.now,
  };
}

function bodyOf(
  { clause, change, content }: Telling,
  receipts: readonly ReceiptType[],
  claim: PlannedDeadline,
  answered: PlannedDeadline | null,
): LicenseDecisionBody {
  return {
    change,
    ...content,
    obligation: {
      clause: { id: clause.id, version: clause.version, memorandum: clause.memorandum },
      claimMode: clause.claimMode,
      claimBy: deadlineText(claim.due),
      answerBy: answered === null ? null : deadlineText(answered.due),
      receipts,
    },
  };
}

function deadlineText(due: DueDate): DeadlineText {
  return due.state === 'due' ? beijingText(due.at) : due.state;
}
