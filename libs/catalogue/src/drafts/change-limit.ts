import { HubError, type LadderStep, type TimeLimit } from '#base/contracts';
import type { ClauseEntry, PolicyContent, PolicyDocument } from '../policy-content.js';
import { timeLimitText } from '../time-limit.js';
import {
  carryStep,
  spanOf,
  withoutTwins,
  type Carrying,
  type LadderRule,
  type LimitChange,
} from './carry-ladder.js';
import { writeSuccessor } from './write-successor.js';

/** What a person asks for: other limits of one clause from a day on. Null leaves a limit as it is. */
export interface LimitWish {
  readonly clause: string;
  readonly claim: TimeLimit | null;
  readonly answer: TimeLimit | null;
  /** A limit that is meant for the only one the clause has. */
  readonly only: TimeLimit | null;
  /** From which day the new version holds. */
  readonly from: string;
  readonly ladder: LadderRule;
}

/** One line of before and after. */
export interface LimitRow {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** The clause's next version, as the memorandum it stands in and as a table. */
export interface ChangedLimit {
  readonly clause: string;
  readonly version: number;
  readonly from: string;
  readonly document: PolicyDocument;
  readonly rows: readonly LimitRow[];
}

/** The next version of a clause under other limits, with its ladder carried along. Refused with the one thing to change. Pure. */
export function changeLimit(
  { content, documents }: { readonly content: PolicyContent; readonly documents: readonly PolicyDocument[] },
  wish: LimitWish,
): ChangedLimit {
  const clause = clauseOf(content, wish);
  const limits = limitsOf(clause, wish);
  const changes = [
    ...changeOf('认领时限', clause.claimWithin, limits.claim),
    ...changeOf('反馈时限', clause.answerWithin, limits.answer),
  ];
  if (changes.length === 0) throw refused(`条款 ${clause.id} 的时限已经是这样，没有要改的。`);
  if (wish.ladder === 'scale') refuseUneven(changes);
  const carrying = { changes, shortest: shortestOf(limits), rule: wish.ladder };
  const next = {
    ...clause,
    version: clause.version + 1,
    claimWithin: limits.claim,
    answerWithin: limits.answer,
    urgeBefore: carryUrge(clause.urgeBefore, carrying),
    ladder: withoutTwins(clause.ladder.map((step) => carryStep(step, carrying))),
    validFrom: wish.from,
  };
  return {
    clause: clause.id,
    version: next.version,
    from: wish.from,
    document: writeSuccessor(documents, clause, next),
    rows: [
      ...changes.map(({ what, before, after }) => ({
        what,
        before: timeLimitText(before),
        after: timeLimitText(after),
      })),
      ...clause.ladder.map((step) => ladderRow(step, carryStep(step, carrying))),
    ],
  };
}

interface Limits {
  readonly claim: TimeLimit;
  readonly answer: TimeLimit | null;
}

interface NamedChange extends LimitChange {
  readonly what: string;
}

function clauseOf({ clauses }: PolicyContent, { clause: id, from }: LimitWish): ClauseEntry {
  const versions = clauses.filter((each) => each.id === id).toSorted((a, b) => b.version - a.version);
  const [newest] = versions;
  if (newest === undefined) throw refused(`没有条款 ${id}${nearest(clauses, id)}。`);
  const { version, validFrom, validTo } = newest;
  if (validTo !== null && validTo < from)
    throw refused(
      `条款 ${id} 第 ${version} 版到 ${validTo} 为止，${from} 时已失效；要续用请先用工作簿延长止期。`,
    );
  if (validFrom >= from)
    throw refused(
      `条款 ${id} 第 ${version} 版自 ${validFrom} 起才生效，新版须更晚：请把 --from 写在 ${validFrom} 之后。`,
    );
  return newest;
}

function nearest(clauses: readonly ClauseEntry[], id: string): string {
  const ids = [...new Set(clauses.map((clause) => clause.id))];
  const close = ids.filter((known) => known.includes(id) || id.includes(known)).slice(0, 5);
  return close.length === 0 ? '，用 hub policy export 可查看全部条款编号' : `，相近的有：${close.join('、')}`;
}

function limitsOf(clause: ClauseEntry, { claim, answer, only }: LimitWish): Limits {
  if (answer !== null && clause.answerWithin === null)
    throw refused(`条款 ${clause.id} 不要求反馈，没有反馈时限可改；要改认领时限请用 --claim。`);
  if (only === null) return { claim: claim ?? clause.claimWithin, answer: answer ?? clause.answerWithin };
  if (clause.answerWithin === null) return { claim: only, answer: null };
  throw refused(
    `条款 ${clause.id} 有两项时限：认领 ${timeLimitText(clause.claimWithin)}、反馈 ${timeLimitText(clause.answerWithin)}；请改用 --claim 或 --answer 写明改哪一项。`,
  );
}

function changeOf(what: string, before: TimeLimit | null, after: TimeLimit | null): readonly NamedChange[] {
  if (before === null || after === null) return [];
  return before.amount === after.amount && before.unit === after.unit ? [] : [{ what, before, after }];
}

function refuseUneven(changes: readonly NamedChange[]): void {
  const shares = new Set(changes.map(({ before, after }) => spanOf(after) / spanOf(before)));
  if (shares.size > 1)
    throw refused('两项时限改动的比例不同，阶梯不知按哪一项缩放；请一次改一项，或用 --ladder keep。');
}

function shortestOf({ claim, answer }: Limits): TimeLimit {
  return answer !== null && spanOf(answer) < spanOf(claim) ? answer : claim;
}

/** How long before the due time the urge comes, carried like a step of the ladder. */
function carryUrge({ amount, unit }: TimeLimit, carrying: Carrying): TimeLimit {
  const step = { offset: -amount, action: 'urge', target: 'department', colour: null, unit } as const;
  const carried = carryStep(step, carrying);
  return { amount: Math.abs(carried.offset), unit: carried.unit };
}

const actions = { remind: '提醒', urge: '催办', supervise: '督办' } as const;
const targets = {
  liaison: '联络员',
  department: '责任部门',
  centre: '审批中心',
  leader: '分管领导',
} as const;
const colours = { yellow: '，黄牌', red: '，红牌' } as const;

function ladderRow(before: LadderStep, after: LadderStep): LimitRow {
  const { action, target, colour } = before;
  const what = `阶梯：${actions[action]} → ${targets[target]}${colour === null ? '' : colours[colour]}`;
  return { what, before: stepText(before), after: stepText(after) };
}

function stepText({ offset, unit }: LadderStep): string {
  if (offset === 0) return '到期时';
  return `到期${offset < 0 ? '前' : '后'} ${timeLimitText({ amount: Math.abs(offset), unit })}`;
}

function refused(sentence: string): HubError {
  return new HubError('HUB_DRAFT_REFUSED', sentence);
}
