import { InvalidArgumentError, Option, type Command } from 'commander';
import { brandAs, type DepartmentRef } from '#base/contracts';
import { rights, type NewTerms, type Right } from '#base/secrets';

/** The reason of a change, for the audit. */
export interface Why {
  readonly why: string;
}

/** Terms as the command line tells them. */
export interface Terms {
  readonly grantedBy?: string;
  readonly until?: string;
}

/** What entering a secret takes. */
export interface PutOptions extends Required<Terms>, Partial<Why> {
  readonly department: DepartmentRef;
  readonly right: Right;
}

/** How the command line says that no end was agreed. */
export const endless = '长期';

const onlyStdin = '密钥的值只能从标准输入给出，不能写在命令行上（会留在进程列表与历史里）。';

/** Whoever tries to write a value on the command line is told why not, without repeating it. */
export function withoutValue(command: Command): Command {
  const refuse = (): never => {
    throw new InvalidArgumentError(onlyStdin);
  };
  return command.addOption(new Option('--value <值>').argParser(refuse).hideHelp());
}

/** The options that change a grant. */
export function withTerms(command: Command): Command {
  return command
    .option('--granted-by <依据>', '新的备忘录条款或函件文号')
    .option('--until <日期>', `新的有效期，或“${endless}”`, toUntil);
}

/** The terms that were told. */
export function termsOf({ grantedBy, until }: Terms): NewTerms {
  return {
    ...(grantedBy !== undefined && { grantedBy }),
    ...(until !== undefined && { until: lastDay(until) }),
  };
}

/** The last day of a grant, null for 长期. Not the option's own parser: commander makes an empty text of null. */
export function lastDay(until: string): string | null {
  return until === endless ? null : until;
}

/** `370800.zjj` as the command line writes it. */
export function toDepartment(text: string): DepartmentRef {
  const [, region, department] = /^(\d{6})\.([a-z][a-z0-9]*)$/.exec(text) ?? [];
  if (region === undefined || department === undefined)
    throw new InvalidArgumentError('部门应写作“区划.部门”，如 370800.zjj。');
  return { region: brandAs(region), department: brandAs(department) };
}

/** A right by its Chinese or its English word. */
export function toRight(text: string): Right {
  for (const right of ['account', 'key', 'approval'] as const)
    if (text === right || text === rights[right]) return right;
  throw new InvalidArgumentError(`权限应为${Object.values(rights).join('、')}之一。`);
}

/** Refuses what is neither a date nor 长期. */
export function toUntil(text: string): string {
  if (text === endless || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  throw new InvalidArgumentError(`有效期应如 2027-06-30，没有约定写“${endless}”。`);
}
