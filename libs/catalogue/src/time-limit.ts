import { ownField, type TimeLimit, type TimeUnit } from '#base/contracts';

const units: Readonly<Record<string, TimeUnit>> = {
  工作日: 'workingDay',
  自然日: 'naturalDay',
  小时: 'hour',
  分钟: 'minute',
};

/** A time limit as memoranda write it, e.g. `2工作日` or `5个工作日`; null when it is not one. */
export function parseTimeLimit(text: string): TimeLimit | null {
  const match = /^(\d{1,4})\s*个?(工作日|自然日|小时|分钟)$/.exec(text.trim());
  const unit = ownField(units, match?.[2] ?? '');
  return match === null || unit === undefined ? null : { amount: Number(match[1]), unit };
}

/** The same limit as memoranda write it. */
export function timeLimitText({ amount, unit }: TimeLimit): string {
  return `${amount}${Object.entries(units).find(([, known]) => known === unit)?.[0] ?? ''}`;
}
