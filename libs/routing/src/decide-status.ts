import {
  beijingDay,
  beijingText,
  departmentName,
  type Clause,
  type Item,
  type PlannedMessage,
  type CaseFacts,
  type RecordFacts,
  ownField,
} from '#base/contracts';
import { obligationOf } from './plan-obligation.js';
import { planUnder } from './plan-under.js';
import type { RouteInput, ToldMessage } from './route-decision.js';

type Body = Readonly<Record<string, unknown>>;

/**
 * The departments that must hear where a case stands now (办件状态同步): those that a `status-sync` clause in force on the day of the
 * change names, and whose last state was another. The newer state supersedes the older; what was withheld is told once it changes.
 */
export function decideStatus(input: RouteInput): readonly PlannedMessage[] {
  const { facts, policy, now } = input;
  const item = policy.findItem(facts.itemCodes);
  const { region } = facts;
  if (item === null || region === null) return [];
  const changedAt = changeTime(facts, now);
  const day = beijingDay(changedAt);
  if (!policy.transferred(region, item.code, day)) return [];
  const latest = latestStatus(input.told);
  return policy.clauses('status-sync', region, item.code, day).flatMap((clause) => {
    const told = latest.get(departmentName(clause.to));
    const body = bodyOf(facts, item, clause, changedAt);
    return told !== undefined && sameState(told.body, body) ? [] : [plan(input, clause, body, told)];
  });
}

/** The newest state each department was told. Ids are time-ordered, so the greatest is the newest. */
export function latestStatus(told: readonly ToldMessage[]): ReadonlyMap<string, ToldMessage> {
  const states = told
    .filter(({ kind }) => kind === 'status-sync')
    .toSorted((one, other) => (one.messageId < other.messageId ? -1 : 1));
  return new Map(states.map((one) => [departmentName(one.to), one]));
}

function bodyOf(facts: CaseFacts, item: Item, { profile }: Clause, changedAt: Date): Body {
  return {
    source: facts.source,
    caseNumber: facts.caseNumber,
    ...(profile.includes('item') && { item: item.code }),
    state: facts.state,
    // A result that was taken back is none; the state says so.
    ...(profile.includes('decision') && { result: facts.removed ? null : facts.result }),
    changedAt: beijingText(changedAt),
  };
}

/** When the department says the case came to stand there; where it does not say, when the hub learnt of it. */
function changeTime(facts: CaseFacts, now: Date): Date {
  switch (facts.state) {
    case 'CLOSED':
      return facts.decidedAt ?? now;
    case 'ACCEPTED':
      return instantOf(facts.acceptance, 'acceptedAt') ?? now;
    case 'REGISTERED':
      return instantOf(facts.application, 'appliedAt') ?? now;
    case 'IN_PROGRESS':
    case 'SUSPENDED':
    case 'VOIDED':
      return now;
  }
}

function instantOf(record: RecordFacts | null, field: string): Date | null {
  const text = ownField(record, field);
  return typeof text === 'string' ? new Date(text) : null;
}

/** When a state began is no part of it: a time that is put right makes no new one. */
function sameState(told: Body, now: Body): boolean {
  return told['state'] === now['state'] && (told['result'] ?? null) === (now['result'] ?? null);
}

/** The receipt is owed and nothing is answered, whatever the memorandum's terms say of other kinds. */
function plan(input: RouteInput, clause: Clause, body: Body, told: ToldMessage | undefined): PlannedMessage {
  const { now } = input;
  const owed = obligationOf(input.planDeadline, clause, { now, answerFrom: now, answers: false });
  const supersedes = told === undefined || told.withheld === true ? null : told.messageId;
  return planUnder(input, { kind: 'status-sync', clause, item: clause.item, owed, body, supersedes });
}
