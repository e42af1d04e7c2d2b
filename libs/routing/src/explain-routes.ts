import {
  beijingDay,
  departmentName,
  kindRules,
  type Clause,
  type DepartmentRef,
  type Item,
  type PlannedMessage,
  type RegionCode,
} from '#base/contracts';
import { tellDecision } from './decide-routes.js';
import type { Change } from './decision-body.js';
import { explainStatus, type ExplainStatusInput } from './explain-status.js';
import type { RouteDecision, ToldMessage } from './route-decision.js';
import type { RouteReason } from './route-reason.js';
import { validity } from './validity.js';

/** What an explanation depends on: what the decision depended on, and why the case was kept quiet, if it was. */
export interface ExplainInput extends ExplainStatusInput {
  readonly quiet: string | null;
}

const changes: Readonly<Record<Change, string>> = {
  granted: '许可决定',
  voided: '许可作废',
  corrected: '许可更正',
  reissued: '许可换发',
};

/** Says for each department why it was told of the case and of its states, or was not. */
export function explainRoutes(input: ExplainInput): readonly RouteReason[] {
  const decisions = input.told.filter(({ kind }) => kind !== 'status-sync');
  return [...explainDecision({ ...input, told: decisions }), ...explainStatus(input)];
}

/**
 * Why it was told of the decision, or was not. It asks `tellDecision` itself, once as things are and once as if
 * nobody had been told, so that decision and explanation cannot drift apart.
 */
function explainDecision(input: ExplainInput): readonly RouteReason[] {
  const told = toldReasons(input);
  const known = new Set(
    told.map(({ department }) => (department === null ? '' : departmentName(department))),
  );
  const fresh = tellDecision({ ...input, told: [] });
  const others = untoldReasons(input, fresh).filter(
    ({ department }) => department === null || !known.has(departmentName(department)),
  );
  const general = others.filter(({ department }) => department === null);
  return [
    ...told,
    ...(told.length > 0 ? others.filter(({ department }) => department !== null) : others),
    ...pending(input, told, general),
  ];
}

/** What the case owes those who were told before, if anything. */
function pending(
  input: ExplainInput,
  told: readonly RouteReason[],
  general: readonly RouteReason[],
): readonly RouteReason[] {
  if (told.length === 0) return [];
  const decision = tellDecision(input);
  if (decision.outcome === 'parked')
    return [{ department: null, reason: 'parked', clause: null, sentence: decision.fault.sentence }];
  if (decision.outcome === 'messages') return laterTruths(input, told, decision.messages);
  return general.filter(({ reason }) => reason === 'incomplete');
}

/** What was told and is no longer true, to those who do not know yet. */
function laterTruths(
  { quiet }: ExplainInput,
  told: readonly RouteReason[],
  messages: readonly PlannedMessage[],
): readonly RouteReason[] {
  const known = new Set(
    told.flatMap(({ department }) => (department === null ? [] : departmentName(department))),
  );
  return messages
    .filter(({ to }) => known.has(departmentName(to)))
    .map(({ to, clause, body }) => ({
      department: to,
      reason: quiet === null ? 'owed' : 'quiet',
      clause,
      sentence: `此后的${changes[body['change'] as Change]}尚未告知：${quiet ?? '待归一进程生成消息。'}`,
    }));
}

/** The latest message of each department. */
function toldReasons({ told, policy }: ExplainInput): readonly RouteReason[] {
  const latest = new Map<string, ToldMessage>();
  for (const message of told.toSorted((one, other) => (one.messageId < other.messageId ? -1 : 1)))
    latest.set(`${message.kind} ${departmentName(message.to)}`, message);
  return [...latest.values()].map((message) => {
    const clause = message.clause === null ? null : policy.clause(message.clause.id, message.clause.version);
    const under =
      clause === null
        ? '所依据的条款已查不到'
        : `依据条款 ${clause.id} 第 ${clause.version} 版（${validity(clause)}）`;
    return {
      department: message.to,
      reason: message.change === 'voided' ? 'withdrawn' : 'told',
      clause: message.clause,
      sentence: `已告知：${under}，最近一次为${titleOf(message)}。`,
    };
  });
}

function titleOf({ kind, change }: ToldMessage): string {
  return kind === 'license-decision' ? changes[change] : kindRules[kind].title;
}

function untoldReasons(input: ExplainInput, fresh: RouteDecision): readonly RouteReason[] {
  switch (fresh.outcome) {
    case 'messages':
      return [...owed(input, fresh), ...passedOver(input)];
    case 'waiting':
      return [general('incomplete', `未告知任何部门：${fresh.sentence}`)];
    case 'parked':
      return [general('item-unknown', `未告知任何部门：${fresh.fault.sentence}`)];
    case 'nothing':
      return [general('not-granted', notGranted(input))];
    case 'nobody': {
      const others = passedOver(input);
      const reason = fresh.reason === 'not-transferred' ? 'not-transferred' : 'no-clause';
      return [general(reason, `未告知任何部门：${fresh.sentence}`), ...others];
    }
  }
}

/** Departments that a clause in force names and that have no message: kept quiet, or about to be told. */
function owed(
  input: ExplainInput,
  fresh: Extract<RouteDecision, { readonly outcome: 'messages' }>,
): readonly RouteReason[] {
  return fresh.messages.map(({ to, clause }) => {
    const quiet = input.quiet;
    const under = clause === null ? '' : `条款 ${clause.id} 第 ${clause.version} 版要求告知，`;
    return {
      department: to,
      reason: quiet === null ? 'owed' : 'quiet',
      clause,
      sentence: quiet === null ? `尚未告知：${under}待归一进程生成消息。` : `未告知：${under}但${quiet}`,
    };
  });
}

/** Departments that a clause or the boundary list names for the item, and no clause in force on the decision date. */
function passedOver(input: ExplainInput): readonly RouteReason[] {
  const { facts, policy } = input;
  const item = policy.findItem(facts.itemCodes);
  const { region, decidedAt } = facts;
  if (item === null || region === null || decidedAt === null) return [];
  const day = beijingDay(decidedAt);
  const named = new Set(
    policy.clauses('license-decision', region, item.code, day).map(({ to }) => departmentName(to)),
  );
  const transferred = policy.transferred(region, item.code, day);
  const versions = Map.groupBy(policy.clauseVersions('license-decision', region, item.code), ({ to }) =>
    departmentName(to),
  );
  const clauses = [...versions.values()].flatMap((held) => {
    const newest = held.toSorted((one, other) => other.version - one.version)[0];
    if (newest === undefined || (transferred && named.has(departmentName(newest.to)))) return [];
    return [transferred ? outOfForce(newest, day) : notHandedOver(newest, item, region, day)];
  });
  return [...clauses, ...boundaryOnly(input, item, region, day, new Set(versions.keys()))];
}

function outOfForce(clause: Clause, day: string): RouteReason {
  return {
    department: clause.to,
    reason: 'not-in-force',
    clause: { id: clause.id, version: clause.version },
    sentence: `未告知：条款 ${clause.id} 第 ${clause.version} 版${validity(clause)}，决定日 ${day} 不在其内。`,
  };
}

function notHandedOver(clause: Clause, item: Item, region: RegionCode, day: string): RouteReason {
  return {
    department: clause.to,
    reason: 'not-transferred',
    clause: { id: clause.id, version: clause.version },
    sentence: `未告知：虽有条款 ${clause.id} 第 ${clause.version} 版，但事项“${item.name}”在 ${region} 截至 ${day} 未划转。`,
  };
}

/** Departments that supervise the item by the boundary list while no memorandum says what they must be told. */
function boundaryOnly(
  { policy }: ExplainInput,
  item: Item,
  region: RegionCode,
  day: string,
  withClause: ReadonlySet<string>,
): readonly RouteReason[] {
  const supervises: readonly DepartmentRef[] = policy.boundary(region, item.code, day)?.supervises ?? [];
  return supervises
    .filter((department) => !withClause.has(departmentName(department)))
    .map((department) => ({
      department,
      reason: 'no-clause',
      clause: null,
      sentence: `未告知：职责边界清单列其监管“${item.name}”，但没有备忘录条款规定告知什么、何时告知。`,
    }));
}

function general(reason: RouteReason['reason'], sentence: string): RouteReason {
  return { department: null, reason, clause: null, sentence };
}

function notGranted({ facts }: ExplainInput): string {
  if (facts.removed) return '未告知任何部门：办件或其结果已作废或删除。';
  return facts.result === null
    ? '未告知任何部门：尚无办结结果。'
    : '未告知任何部门：办结结果不是准予许可，没有需要监管衔接的许可。';
}
