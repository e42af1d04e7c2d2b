import { InvalidArgumentError } from 'commander';

/** A number of rows, as the command line gives it. */
export function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('条数应为正整数。');
  return count;
}

const dayOnly = /^\d{4}-\d{2}-\d{2}$/;
const withZone = /(?:Z|[+-]\d{2}:\d{2})$/;

/** An instant as the command line gives it: a day or a time, in Beijing time unless it says otherwise. */
export function toInstant(text: string): Date {
  const whole = dayOnly.test(text) ? `${text}T00:00:00` : text.replace(' ', 'T');
  const at = new Date(withZone.test(whole) ? whole : `${whole}+08:00`);
  if (Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError(`时间应写作 2026-01-01 或 2026-01-01T08:00:00，而不是“${text}”。`);
  }
  return at;
}
