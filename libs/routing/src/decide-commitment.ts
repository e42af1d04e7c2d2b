import {
  beijingDay,
  beijingText,
  departmentName,
  kindRules,
  type Clause,
  type Item,
  type PlannedMessage,
  type RegionCode,
} from '#base/contracts';
import { composeContent } from './compose-content.js';
import type { DecisionContent } from './decision-body.js';
import { missingParts } from './missing-parts.js';
import { obligationOf, type Obligation } from './plan-obligation.js';
import { planUnder } from './plan-under.js';
import type { RouteInput, ToldMessage } from './route-decision.js';

type Body = Readonly<Record<string, unknown>>;

/**
 * The checks of promises a granted case owes (告知承诺核查): one for every department that a `commitment-check` clause in force on the
 * decision date names, to be answered within the clause's limit after the decision. What is no longer true is told again, like a decision.
 */
export function decideCommitment(input: RouteInput): readonly PlannedMessage[] {
  const { facts, policy } = input;
  const latest = latestChecks(input.told);
  const { region, decidedAt } = facts;
  if (facts.removed || facts.result !== 'GRANTED')
    return [...latest.values()].flatMap((told) => withdraw(input, told));
  const item = policy.findItem(facts.itemCodes);
  if (item === null || region === null || decidedAt === null || missingParts(facts).length > 0) return [];
  const named = clausesOf(input, item, region, decidedAt);
  const still = new Set(named.map(({ to }) => departmentName(to)));
  const gone = [...latest].filter(([department]) => !still.has(department));
  return [
    ...gone.flatMap(([, told]) => withdraw(input, told)),
    ...named.flatMap((clause) =>
      ask(input, clause, item, decidedAt, latest.get(departmentName(clause.to)) ?? null),
    ),
  ];
}

function clausesOf(
  { policy }: RouteInput,
  item: Item,
  region: RegionCode,
  decidedAt: Date,
): readonly Clause[] {
  const day = beijingDay(decidedAt);
  return policy.transferred(region, item.code, day)
    ? policy.clauses('commitment-check', region, item.code, day)
    : [];
}

function ask(
  input: RouteInput,
  clause: Clause,
  item: Item,
  decidedAt: Date,
  told: ToldMessage | null,
): readonly PlannedMessage[] {
  const limit = clause.answerWithin ?? kindRules['commitment-check'].limits.answered ?? null;
  const receipts = clause.receipts.includes('answered')
    ? clause.receipts
    : [...clause.receipts, 'answered' as const];
  const owed = obligationOf(
    input.planDeadline,
    { ...clause, answerWithin: limit, receipts },
    { now: input.now, answerFrom: decidedAt, answers: true },
  );
  const content = contentOf(input, clause, item, decidedAt, owed);
  if (told === null) return [plan(input, clause, owed, { change: 'granted', ...content }, null)];
  const again = told.change === 'voided';
  if (!again && same(told.body, content)) return [];
  // What was withheld stays so while it only changes.
  if (told.withheld === true && !again) return [];
  return [plan(input, clause, owed, { change: again ? 'reissued' : 'corrected', ...content }, told)];
}

function withdraw(input: RouteInput, told: ToldMessage): readonly PlannedMessage[] {
  const { policy, planDeadline, now } = input;
  const known = told.clause === null ? null : policy.clause(told.clause.id, told.clause.version);
  if (known === null || told.change === 'voided' || told.withheld === true) return [];
  const clause = { ...known, to: told.to };
  const owed = obligationOf(planDeadline, clause, { now, answerFrom: now, answers: false });
  return [plan(input, clause, owed, { ...told.body, change: 'voided' }, told)];
}

function contentOf(input: RouteInput, clause: Clause, item: Item, decidedAt: Date, owed: Obligation): Body {
  const { facts, policy } = input;
  const promise = policy.boundary(clause.region, item.code, beijingDay(decidedAt))?.commitment ?? null;
  const due = owed.answer?.due;
  return {
    source: facts.source,
    caseNumber: facts.caseNumber,
    item: item.code,
    itemName: item.name,
    decidedAt: beijingText(decidedAt),
    ...(due?.state === 'due' && { checkBy: beijingDay(due.at) }),
    ...(promise !== null && { promise }),
    ...subjectOf(composeContent(facts, item), clause.profile),
  };
}

/** Licence and holder, as far as the clause's profile lets them through. */
function subjectOf({ licence, applicant }: Required<DecisionContent>, profile: Clause['profile']): Body {
  const { name, number } = licence;
  return {
    ...(profile.includes('licence') &&
      number !== null && { licence: { ...(name !== null && { name }), number } }),
    ...(profile.includes('applicant.name') && {
      holder: { name: applicant.name, ...(profile.includes('applicant.id') && { id: applicant.id }) },
    }),
  };
}

function plan(
  input: RouteInput,
  clause: Clause,
  owed: Obligation,
  body: Body,
  told: ToldMessage | null,
): PlannedMessage {
  const supersedes = told === null || told.withheld === true ? null : told.messageId;
  return planUnder(input, { kind: 'commitment-check', clause, item: clause.item, owed, body, supersedes });
}

/** The newest check each department was asked for. */
function latestChecks(told: readonly ToldMessage[]): ReadonlyMap<string, ToldMessage> {
  const checks = told
    .filter(({ kind }) => kind === 'commitment-check')
    .toSorted((one, other) => (one.messageId < other.messageId ? -1 : 1));
  return new Map(checks.map((one) => [departmentName(one.to), one]));
}

/** What the check is of; until when follows from it, and a calendar that grows changes nothing. */
const compared = ['item', 'decidedAt', 'promise', 'licence', 'holder'] as const;

function same(told: Body, now: Body): boolean {
  return compared.every((part) => text(told[part]) === text(now[part]));
}

function text(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  return JSON.stringify(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
