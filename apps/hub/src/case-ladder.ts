import { brandAs, type PolicySnapshot, type TimedStep } from '#base/contracts';
import { planLadder, type Calendar } from '#libs/calendar';
import type { LadderEntry } from '#libs/reporting';
import { timeText } from './words.js';

/** The ladder of one deadline as people read it: the steps taken, and the one that comes next while something is owed. */
export interface CaseLadder {
  readonly deliveryId: string;
  readonly expects: string;
  readonly taken: LadderEntry['steps'];
  readonly next: TimedStep | null;
}

/** Adds the next step to what was taken, by the clause's ladder and the calendar of the region. */
export function caseLadder(entry: LadderEntry, policy: PolicySnapshot, calendar: Calendar): CaseLadder {
  const { deliveryId, expects, clauseId, clauseVersion, startedAt, dueAt, urgeAt, steps } = entry;
  const clause = clauseId === null || clauseVersion === null ? null : policy.clause(clauseId, clauseVersion);
  const limit = { amount: entry.limitAmount, unit: entry.limitUnit };
  const days = calendar.forDepartment({
    region: brandAs(entry.region),
    department: brandAs(entry.department),
  });
  const ladder = planLadder(days, { startedAt, dueAt, urgeAt, limit }, clause?.ladder ?? null);
  const coming = ladder.slice(entry.nextStep).find(({ time }) => time.state !== 'passed-over');
  return { deliveryId, expects, taken: steps, next: entry.owed ? (coming ?? null) : null };
}

const facts: Readonly<Record<string, string>> = { received: '签收', claimed: '认领', answered: '反馈' };
const actions = { remind: '提醒', urge: '催办', supervise: '督办' } as const;
const targets = {
  liaison: '联络员',
  department: '责任部门',
  centre: '审批中心',
  leader: '分管领导',
} as const;
const colours = { yellow: '，黄牌', red: '，红牌' } as const;
const manners = { message: '', digest: '，汇总告知', overtaken: '，已过期限，未再提醒' } as const;

/** The lines of `hub case` about a ladder; none where nothing was taken and nothing comes. */
export function ladderLines({ expects, taken, next }: CaseLadder): readonly string[] {
  const fact = facts[expects] ?? expects;
  const lines = taken.map(({ firedAt, addressees, told, ...step }) => {
    const reached = addressees.length === 0 ? '' : ` → ${addressees.join('、')}`;
    return `阶梯（${fact}）：${timeText(firedAt)} ${stepText(step)}${reached}${manners[told]}`;
  });
  return next === null ? lines : [...lines, `阶梯（${fact}）：下一步 ${nextText(next)}`];
}

interface StepWords extends Pick<TimedStep, 'action' | 'target' | 'colour'> {
  readonly contact?: string | null;
}

function stepText({ action, target, colour, contact = null }: StepWords): string {
  const named = contact === null ? '' : `（${contact}）`;
  return `${actions[action]}${targets[target]}${named}${colour === null ? '' : colours[colour]}`;
}

function nextText(step: TimedStep): string {
  const { time } = step;
  if (time.state === 'at') return `${timeText(time.at)} ${stepText(step)}`;
  const year = time.state === 'no-official-calendar' ? `${time.year} 年尚无官方日历，` : '';
  return `${stepText(step)}（${year}暂不能定时间）`;
}
