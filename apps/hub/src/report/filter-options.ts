import { InvalidArgumentError, type Command } from 'commander';
import { departmentName, messageKinds, type DepartmentRef } from '#base/contracts';
import {
  everything,
  kindTitle,
  monthPeriod,
  openPeriod,
  type FigureFilter,
  type Period,
} from '#libs/reporting';
import { toDay, toDepartment } from '../options.js';

/** The options that say what a report looks at, as commander gives them. */
export interface FilterOptions {
  readonly region?: string;
  readonly below?: true;
  readonly department?: DepartmentRef;
  readonly item?: string;
  readonly kind?: string;
  readonly month?: Period;
  readonly from?: string;
  readonly to?: string;
  readonly dated?: FigureFilter['datedBy'];
}

/** Adds where, who and what; the period is added apart, since not every report may choose it. */
export function addScopeOptions(command: Command): Command {
  return command
    .option('--region <区划>', '六位行政区划代码', toRegion)
    .option('--below', '连同所辖区划，例如市连同各县（市、区）')
    .option('--department <部门>', '行政区划.部门，例如 370800.zjj', toDepartment)
    .option('--item <事项>', '事项编码')
    .option('--kind <类别>', '消息类别，代码或名称', toKind);
}

/** Adds the period: a month, or days. */
export function addPeriodOptions(command: Command): Command {
  return command
    .option('--month <月份>', '月份，例如 2026-02', toMonth)
    .option('--from <日期>', '起始日期（含），例如 2026-02-01', toDay)
    .option('--to <日期>', '截止日期（含）', toDay)
    .option('--dated <口径>', '期间的口径：push 推送日（默认），event 事实发生日', toDated);
}

/** What the options mean; without a period, everything there is. */
export function toFilter(options: FilterOptions, at: Date): FigureFilter {
  const { region, below, department, item, kind, dated } = options;
  return {
    ...everything(at),
    region: region ?? null,
    below: below === true,
    department: department === undefined ? null : departmentName(department),
    item: item ?? null,
    kind: kind ?? null,
    ...periodOf(options),
    datedBy: dated ?? 'push',
  };
}

function periodOf({ month, from, to }: FilterOptions): { since: Date | null; before: Date | null } {
  if (month !== undefined && (from !== undefined || to !== undefined))
    throw new InvalidArgumentError('--month 与 --from、--to 不能同时使用。');
  if (month !== undefined) return month;
  return openPeriod(from ?? null, to ?? null);
}

/** A six-digit region. */
export function toRegion(text: string): string {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError('行政区划应为六位数字，例如 370800。');
  return text;
}

/** A calendar month. */
export function toMonth(text: string): Period {
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError(`月份应写作 2026-02，而不是“${text}”。`);
  return monthPeriod(text);
}

function toKind(text: string): string {
  const kind = messageKinds.find((each) => each === text || kindTitle(each) === text);
  if (kind === undefined)
    throw new InvalidArgumentError(
      `没有这类消息：${text}。可填：${messageKinds.map(kindTitle).join('、')}。`,
    );
  return kind;
}

function toDated(text: string): FigureFilter['datedBy'] {
  if (text === 'push' || text === 'event') return text;
  throw new InvalidArgumentError('口径应为 push（推送日）或 event（事实发生日）。');
}
