import type { LadderStep } from '#base/contracts';
import { parseTimeLimit, timeLimitText } from '../time-limit.js';

/** When a step of the ladder comes, as people write it: `到期前1工作日`, `到期时`, `逾期3工作日`. */
export function momentText({ offset, unit }: LadderStep): string {
  if (offset === 0) return '到期时';
  return `${offset < 0 ? '到期前' : '逾期'}${timeLimitText({ amount: Math.abs(offset), unit })}`;
}

/** The step's `before` or `after` as a policy document writes it; null when the text is no moment. */
export function parseMoment(text: string): { readonly before?: string; readonly after?: string } | null {
  if (text === '到期时' || text === '到期') return {};
  const match = /^(到期前|逾期|到期后)(.+)$/.exec(text);
  const limit = parseTimeLimit(match?.[2] ?? '');
  if (match === null || limit === null || limit.amount === 0) return null;
  const written = timeLimitText(limit);
  return match[1] === '到期前' ? { before: written } : { after: written };
}
