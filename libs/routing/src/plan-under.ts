import {
  brandAs,
  type Clause,
  type DeliveryId,
  type ItemCode,
  type MessageId,
  type MessageKind,
  type PlannedMessage,
} from '#base/contracts';
import { deadlinesOf, type Obligation } from './plan-obligation.js';
import type { RouteInput } from './route-decision.js';

/** What a clause has the hub say about a case. */
export interface Saying {
  readonly kind: MessageKind;
  readonly clause: Clause;
  readonly item: ItemCode;
  readonly owed: Obligation;
  readonly body: Readonly<Record<string, unknown>>;
  readonly supersedes: MessageId | null;
}

/** The message of a saying, from the bureau that made the clause to the department the clause is read for. */
export function planUnder({ facts, newId, now }: RouteInput, saying: Saying): PlannedMessage {
  const { kind, clause, item, owed, body, supersedes } = saying;
  const { source, caseNumber } = facts;
  return {
    id: brandAs<MessageId>(newId()),
    deliveryId: brandAs<DeliveryId>(newId()),
    kind,
    region: clause.region,
    from: { region: clause.region, department: clause.from },
    to: clause.to,
    key: caseNumber,
    about: { source, caseNumber },
    item,
    clause: { id: clause.id, version: clause.version },
    claimMode: owed.claimMode,
    receipts: owed.receipts,
    deadlines: deadlinesOf(owed),
    body,
    supersedes,
    inReplyTo: null,
    createdAt: now,
  };
}
