import {
  departmentName,
  type CaseRef,
  type Clause,
  type DepartmentRef,
  type Item,
  type LicensedCase,
  type PlannedMessage,
  type RegionCode,
  type SupervisionKey,
  type ToldBreach,
} from '#base/contracts';
import type { BreachInput } from './breach-input.js';
import { matchLicences, type Match } from './match-licences.js';
import {
  planBreach,
  restatedBreach,
  sameContent,
  standsStill,
  withdrawnBreach,
  type BreachTelling,
} from './plan-breach.js';
import { findSameDecision, type SameDecision } from './same-decision.js';

/** What a breach owes. `none`: the record says nothing bad and nobody was told of it. */
export interface BreachDecision {
  readonly state: 'none' | 'told' | 'linked' | 'nobody' | 'ambiguous' | 'waiting' | 'withdrawn';
  /** In one Chinese sentence, without personal data. */
  readonly reason: string;
  /** The cases it concerns, or, where it is ambiguous, may concern. */
  readonly cases: readonly CaseRef[];
  readonly messages: readonly PlannedMessage[];
  /** The record that told of the same penalty decision, surely where the state is `linked`, perhaps where it is `ambiguous`. */
  readonly sameAs: SupervisionKey | null;
}

const matchedBy: Readonly<Record<Extract<Match, { outcome: 'matched' }>['by'], string>> = {
  person: '人工确认所涉许可',
  licence: '按持证主体和许可证号匹配',
  item: '按持证主体和监管事项匹配',
  duty: '按持证主体匹配，且只有一个许可由报送部门监管',
};

/**
 * Decides which approval bureaus must hear of a supervision record. Pure and idempotent: what was told and still holds is told no more;
 * another content is told as a correction, and what no longer stands is withdrawn, each superseding the message before.
 */
export function decideBreach(input: BreachInput): BreachDecision {
  const { breach } = input;
  if (breach.standing === 'sound') return withdrawAll(input);
  if (breach.standing === 'undecided')
    return silent('waiting', `处罚尚未作出决定或决定不完整，缺${breach.missing}，补齐后再告知。`, []);
  const reporter = reporterOf(input);
  const match = matchLicences({ ...input, reporter });
  const repeated = repeats(input, match);
  if (repeated !== null) return repeated;
  if (match.outcome === 'matched') return tell(input, reporter, match);
  if (input.told.some(ofHolder(input))) return restate(input, reporter);
  const cases = match.outcome === 'ambiguous' ? match.cases : [];
  return { ...silent(match.outcome, match.sentence, cases), messages: withdrawals(input, []) };
}

/** A penalty decision that a bureau has heard of from another record is not told again, unless a person chose whom this one concerns. */
function repeats(input: BreachInput, match: Match): BreachDecision | null {
  const { breach, told, chosen, decisions, linked } = input;
  if (breach.penalty === null || chosen !== null || told.some(standsStill)) return null;
  const confirmed =
    linked?.confirmed === true ? decisions.find((one) => sameRecord(one, linked.to)) : undefined;
  const found: SameDecision =
    confirmed === undefined
      ? findSameDecision(breach.penalty, decisions)
      : { outcome: 'same', as: confirmed };
  if (found.outcome === 'none') return null;
  const { source, number } = found.as;
  const cases = match.outcome === 'matched' ? match.cases.map(refOf) : found.as.cases;
  if (found.outcome === 'same')
    return {
      ...silent('linked', `与 ${source} ${number} 为同一处罚决定，已随该记录告知，不再重复告知。`, []),
      cases,
      sameAs: keyOf(found.as),
    };
  const sentence = `决定书文号与已告知的 ${source} ${number} 相同，但${found.sentence}不一致或未载明，请人工确认：同一处罚用 hub breaches same，否则用 hub breaches match。`;
  return { ...silent('ambiguous', sentence, []), cases, sameAs: keyOf(found.as) };
}

function sameRecord(one: SupervisionKey, other: SupervisionKey): boolean {
  const { source, kind, number, rowKey } = one;
  return source === other.source && kind === other.kind && number === other.number && rowKey === other.rowKey;
}

function keyOf({ source, kind, number, rowKey }: SupervisionKey): SupervisionKey {
  return { source, kind, number, rowKey };
}

const ofHolder =
  ({ breach }: BreachInput) =>
  ({ body }: ToldBreach): boolean =>
    JSON.stringify(body['holder'] ?? null).includes(JSON.stringify(breach.holderId));

/** The licence is gone since, e.g. because of this very penalty: those who were told hear the corrections still. */
function restate(input: BreachInput, reporter: DepartmentRef): BreachDecision {
  const messages = input.told.flatMap((told) => restatedBreach(input, reporter, told) ?? []);
  const cases = input.told.flatMap(({ about }) => about ?? []);
  return {
    state: 'told',
    reason: '此前已告知；所涉许可现已注销或失效，后续变化仍告知原收件部门。',
    cases,
    messages,
    sameAs: null,
  };
}

function tell(
  input: BreachInput,
  reporter: DepartmentRef,
  match: Extract<Match, { outcome: 'matched' }>,
): BreachDecision {
  const tellings = tellingsOf(input, reporter, match.cases);
  const cases = match.cases.map(refOf);
  if (tellings.length === 0)
    return silent(
      'nobody',
      `${matchedBy[match.by]}，但该许可不由行政审批服务局核发，无审批部门可告知。`,
      match.cases,
    );
  const latest = new Map(input.told.map((one) => [departmentName(one.to), one]));
  const messages = tellings.flatMap((telling) => {
    const told = latest.get(departmentName(telling.to)) ?? null;
    const message = planBreach(input, telling, told);
    return told !== null && sameContent(told.body, message.body) ? [] : [message];
  });
  const names = tellings.map(({ to }) => departmentName(to));
  return {
    state: 'told',
    reason: `${matchedBy[match.by]}，告知核发许可的 ${names.join('、')}。`,
    cases,
    messages: [...messages, ...withdrawals(input, names)],
    sameAs: null,
  };
}

/** One telling for each bureau, about the newest of its cases, however many licences it granted. */
function tellingsOf(
  input: BreachInput,
  reporter: DepartmentRef,
  cases: readonly LicensedCase[],
): readonly BreachTelling[] {
  const tellings = new Map<string, BreachTelling>();
  for (const licensed of cases.toSorted(newestFirst)) {
    for (const to of recipientsOf(input, reporter, licensed)) {
      const name = departmentName(to.to);
      const held = tellings.get(name);
      if (held === undefined) tellings.set(name, { ...to, reporter, newest: licensed, cases: [licensed] });
      else tellings.set(name, { ...held, cases: [...held.cases, licensed] });
    }
  }
  tellings.delete(departmentName(reporter));
  return [...tellings.values()];
}

interface Recipient {
  readonly to: DepartmentRef;
  readonly clause: Clause | null;
  readonly item: Item | null;
}

/** Whom a clause of the reporter names for the kind and the item, else the bureau that granted it. */
function recipientsOf(
  { policy, breach }: BreachInput,
  reporter: DepartmentRef,
  { itemCodes, region, departmentUscc }: LicensedCase,
): readonly Recipient[] {
  const item = policy.findItem(itemCodes);
  const place = region as RegionCode | null;
  const clauses =
    item === null || place === null
      ? []
      : policy
          .clauses(breach.content.kind, place, item.code, breach.day)
          .filter(({ from }) => from === reporter.department);
  if (clauses.length > 0) return clauses.map((clause) => ({ to: clause.to, clause, item }));
  const granted = policy.departments.find(({ uscc, role }) => role === 'approval' && uscc === departmentUscc);
  const transferred = item !== null && place !== null && policy.transferred(place, item.code, breach.day);
  const bureau = granted ?? (transferred && place !== null ? policy.approvalBureau(place) : null);
  return bureau === null
    ? []
    : [{ to: { region: bureau.region, department: bureau.department }, clause: null, item }];
}

function withdrawAll(input: BreachInput): BreachDecision {
  const messages = withdrawals(input, []);
  if (input.told.length === 0)
    return input.linked === null
      ? silent('none', '', [])
      : silent('withdrawn', '记录已删除、失效或更正；该处罚决定此前随另一条记录告知，不受影响。', []);
  return {
    state: 'withdrawn',
    reason: '记录已删除、失效或更正为无违法违规，已撤回此前的告知。',
    cases: [],
    messages,
    sameAs: null,
  };
}

/** Takes back what was told to those who are not concerned any more. */
function withdrawals(input: BreachInput, still: readonly string[]): readonly PlannedMessage[] {
  return input.told
    .filter(({ to }) => !still.includes(departmentName(to)))
    .flatMap((told) => withdrawnBreach(input, reporterOf(input), told) ?? []);
}

function reporterOf({ breach, owner, policy }: BreachInput): DepartmentRef {
  const { agencyUscc, penalty } = breach;
  const agency = policy.departments.find(({ uscc, name }) =>
    agencyUscc === null ? name === penalty?.agencyName : uscc === agencyUscc,
  );
  return agency === undefined ? owner : { region: agency.region, department: agency.department };
}

function newestFirst(one: LicensedCase, other: LicensedCase): number {
  return (other.decidedAt?.getTime() ?? 0) - (one.decidedAt?.getTime() ?? 0);
}

function refOf({ source, caseNumber }: LicensedCase): CaseRef {
  return { source, caseNumber };
}

function silent(
  state: BreachDecision['state'],
  reason: string,
  cases: readonly LicensedCase[],
): BreachDecision {
  return { state, reason, cases: cases.map(refOf), messages: [], sameAs: null };
}
