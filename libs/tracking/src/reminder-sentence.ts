import { beijingText, kindRules, type CardColour, type LadderStep } from '#base/contracts';
import type { TakenStep } from './climb-ladder.js';
import type { OwedDeadline } from './owed-deadline.js';

const facts = { received: '签收', claimed: '认领', answered: '反馈' } as const;
const cards: Readonly<Record<CardColour, string>> = { yellow: '黄牌', red: '红牌' };

/** What a step says, in one sentence: what is owed since when, which card it shows, and what its addressee is asked to do. */
export function reminderSentence(
  owed: OwedDeadline,
  expects: readonly OwedDeadline['expects'][],
  { plannedAt, step: { action, target, colour } }: Pick<TakenStep, 'plannedAt' | 'step'>,
  contact: string | null,
): string {
  const due = beijingText(owed.dueAt).slice(0, 16).replace('T', ' ');
  const what = `${subjectOf(owed)}应于 ${due} 前${expects.map((one) => facts[one]).join('、')}`;
  const late = plannedAt < owed.dueAt ? '' : '，现已逾期';
  const card = colour === null ? '' : `，亮${cards[colour]}`;
  return `${what}${late}${card}，${asked(action, target, contact === null ? '' : `（${contact}）`)}。`;
}

function asked(action: LadderStep['action'], target: LadderStep['target'], contact: string): string {
  if (target === 'leader') return `请分管领导${contact}督促办理`;
  if (action === 'supervise') return '请督促办理';
  return target === 'liaison' ? `请联络员${contact}提醒经办人尽快办理` : '请尽快办理';
}

/** The matter a reminder is about, as people call it. */
export function subjectOf({ kind, about, key }: Pick<OwedDeadline, 'kind' | 'about' | 'key'>): string {
  const { title } = kindRules[kind];
  return about === null ? `${title}（${key}）` : `办件 ${about.caseNumber} 的${title}`;
}
