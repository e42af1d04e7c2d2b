import { InvalidArgumentError } from 'commander';
import { brandAs, type DepartmentRef } from '#base/contracts';

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

/** A calendar day, YYYY-MM-DD. */
export function toDay(text: string): string {
  if (!dayOnly.test(text) || Number.isNaN(new Date(`${text}T00:00:00+08:00`).getTime()))
    throw new InvalidArgumentError(`日期应写作 2026-02-01，而不是“${text}”。`);
  return text;
}

/** A department as the command line gives it, e.g. 370800.zjj. */
export function toDepartment(text: string): DepartmentRef {
  const [, region, department] = /^(\d{6})\.([a-z][a-z0-9-]*)$/.exec(text) ?? [];
  if (region === undefined || department === undefined)
    throw new InvalidArgumentError('部门应写成“行政区划.部门”，例如 370800.scjgj。');
  return { region: brandAs(region), department: brandAs(department) };
}

/** The number of a record, as the command line gives it. */
export function toId(text: string): string {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError(`编号应为数字，而不是“${text}”。`);
  return text;
}
