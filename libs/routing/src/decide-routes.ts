import {
  beijingDay,
  departmentName,
  type Clause,
  type Item,
  type MappingFault,
  type PlannedMessage,
  type RegionCode,
} from '#base/contracts';
import { changeSince } from './compare-content.js';
import { composeContent, cutContent } from './compose-content.js';
import type { Change, DecisionContent } from './decision-body.js';
import { decideCommitment } from './decide-commitment.js';
import { missingParts, missingSentence } from './missing-parts.js';
import { planMessage } from './plan-message.js';
import type { RouteDecision, RouteInput, ToldMessage } from './route-decision.js';
import { withdrawnContent } from './withdrawn-content.js';

const nothing: RouteDecision = { outcome: 'nothing' };

/**
 * Decides which feedback messages the present state of a case owes. Pure and idempotent: once what it asks for has been told, it asks
 * for nothing more. A granted case goes to every department that a clause in force on the decision date names; whoever was told
 * something that is no longer true is told again, under the same key, superseding the latest message it had. What was withheld from a
 * department stays withheld; only a new licence, or one after a withdrawal, is told, as a first message.
 */
export function decideRoutes(input: RouteInput): RouteDecision {
  const decision = tellDecision(input);
  if (decision.outcome === 'parked' || decision.outcome === 'waiting') return decision;
  const checks = decideCommitment(input);
  if (checks.length === 0) return decision;
  return {
    outcome: 'messages',
    messages: [...(decision.outcome === 'messages' ? decision.messages : []), ...checks],
  };
}

/** What a case owes by its `license-decision` clauses alone. */
export function tellDecision(input: RouteInput): RouteDecision {
  const { facts, policy } = input;
  if (facts.removed || (facts.result !== null && facts.result !== 'GRANTED')) return withdraw(input);
  if (facts.result === null) return nothing;
  const missing = missingParts(facts);
  const { region, decidedAt } = facts;
  if (missing.length > 0 || region === null || decidedAt === null)
    return { outcome: 'waiting', missing, sentence: missingSentence(missing) };
  const item = policy.findItem(facts.itemCodes);
  if (item === null) return { outcome: 'parked', fault: unknownItem(facts.itemCodes) };
  return grant(input, item, region, beijingDay(decidedAt));
}

function grant(input: RouteInput, item: Item, region: RegionCode, day: string): RouteDecision {
  const { policy } = input;
  const transferred = policy.transferred(region, item.code, day);
  const named = transferred ? policy.clauses('license-decision', region, item.code, day) : [];
  const latest = latestTold(input.told);
  if (named.length === 0 && latest.size === 0) return nobody(item, region, day, transferred);

  const whole = composeContent(input.facts, item);
  const messages: PlannedMessage[] = [];
  for (const [department, clause] of recipientsOf(input, latest, named)) {
    const told = latest.get(department) ?? null;
    if (clause === null) return { outcome: 'parked', fault: unknownClause(told) };
    messages.push(...tell(input, whole, item, clause, told));
  }
  return messages.length === 0 ? nothing : { outcome: 'messages', messages };
}

/** The message a department is owed, if any. */
function tell(
  input: RouteInput,
  whole: Required<DecisionContent>,
  item: Item,
  clause: Clause,
  told: ToldMessage | null,
): readonly PlannedMessage[] {
  const content = cutContent(whole, clause.profile);
  const change = changeFor(told, content);
  if (change === null) return [];
  if (told?.withheld === true) {
    if (change !== 'reissued') return [];
    return [planMessage(input, { clause, change: 'granted', content, item: item.code, supersedes: null })];
  }
  const supersedes = told?.messageId ?? null;
  return [planMessage(input, { clause, change, content, item: item.code, supersedes })];
}

/** Whoever a clause names now, and whoever was told before; the latter by the clause of then, unless one names them now. */
function recipientsOf(
  input: RouteInput,
  latest: ReadonlyMap<string, ToldMessage>,
  named: readonly Clause[],
): ReadonlyMap<string, Clause | null> {
  const before = [...latest]
    .filter(([, told]) => told.withheld !== true)
    .map(([department, told]) => [department, clauseOf(input, told)] as const);
  const now = named.map((clause) => [departmentName(clause.to), clause] as const);
  return new Map<string, Clause | null>([...before, ...now]);
}

function changeFor(told: ToldMessage | null, content: DecisionContent): Change | null {
  if (told === null) return 'granted';
  if (told.change === 'voided') return 'reissued';
  return changeSince(told.body, content);
}

function withdraw(input: RouteInput): RouteDecision {
  const messages: PlannedMessage[] = [];
  for (const told of latestTold(input.told).values()) {
    if (told.change === 'voided' || told.withheld === true) continue;
    const clause = clauseOf(input, told);
    if (clause === null) return { outcome: 'parked', fault: unknownClause(told) };
    const content = withdrawnContent(told.body, input.facts);
    const { item } = clause;
    messages.push(
      planMessage(input, { clause, change: 'voided', content, item, supersedes: told.messageId }),
    );
  }
  return messages.length === 0 ? nothing : { outcome: 'messages', messages };
}

/** The newest decision each department was told. Ids are time-ordered, so the greatest is the newest. */
function latestTold(told: readonly ToldMessage[]): ReadonlyMap<string, ToldMessage> {
  const decisions = told
    .filter((message) => message.kind === 'license-decision')
    .toSorted((one, other) => (one.messageId < other.messageId ? -1 : 1));
  return new Map(decisions.map((message) => [departmentName(message.to), message]));
}

/** The clause of then, read for the department that was told: it may name several. */
function clauseOf({ policy }: RouteInput, told: ToldMessage): Clause | null {
  const clause = told.clause === null ? null : policy.clause(told.clause.id, told.clause.version);
  return clause === null ? null : { ...clause, to: told.to };
}

function nobody(item: Item, region: RegionCode, day: string, transferred: boolean): RouteDecision {
  return {
    outcome: 'nobody',
    item: item.code,
    region,
    reason: transferred ? 'no-clause' : 'not-transferred',
    sentence: transferred
      ? `事项“${item.name}”在 ${region} 没有 ${day} 有效的备忘录条款，无部门可告知。`
      : `事项“${item.name}”在 ${region} 截至 ${day} 未划转，无需推送。`,
  };
}

function unknownItem(codes: readonly string[]): MappingFault {
  return {
    code: 'HUB_ITEM_UNKNOWN',
    field: 'itemCode',
    sentence: `事项编码 ${[...new Set(codes)].join('、')} 不在事项目录内，请核对来源编码，或在政策配置中登记该事项后重试。`,
  };
}

function unknownClause(told: ToldMessage | null): MappingFault {
  const clause = told?.clause ?? null;
  const name = clause === null ? '（未记录）' : `${clause.id} 第 ${clause.version} 版`;
  return {
    code: 'HUB_CLAUSE_UNKNOWN',
    field: null,
    sentence: `此前推送所依据的条款 ${name} 已查不到，无法告知后续变化，请恢复该条款后重试。`,
  };
}
