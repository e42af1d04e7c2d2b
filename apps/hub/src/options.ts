import { InvalidArgumentError } from 'commander';

/** A number of rows, as the command line gives it. */
export function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('条数应为正整数。');
  return count;
}
