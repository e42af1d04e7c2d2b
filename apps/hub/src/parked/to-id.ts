import { InvalidArgumentError } from 'commander';

/** The number of a parked record, as the command line gives it. */
export function toId(text: string): string {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError(`编号应为数字，而不是“${text}”。`);
  return text;
}
