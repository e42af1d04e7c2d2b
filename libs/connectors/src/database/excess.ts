import type { CheckLine } from '#base/contracts';

/** A right beyond reading the streams' tables; `server` is whatever belongs to no table. */
export const excessRights = {
  server: '服务器级权限',
  read: '读取其他表',
  insert: '插入（INSERT）',
  update: '修改（UPDATE）',
  delete: '删除（DELETE）',
  truncate: '清空（TRUNCATE）',
  drop: '删表改表（DROP、ALTER）',
  create: '建表（CREATE）',
} as const;
export type ExcessRight = keyof typeof excessRights;

/** What an account may do that it need not: how many objects it concerns, and the first few of them. */
export interface Excess {
  readonly right: ExcessRight;
  readonly count: number;
  readonly objects: readonly string[];
}

/** How many objects are named. */
export const namedObjects = 5;

/** What the account could do beyond what it must, a line a right; one line where it is nothing. A right to write is there to be used one day by mistake, so each is a warning. */
export function excessLines(excesses: readonly Excess[]): readonly CheckLine[] {
  const subject = '账号权限';
  if (excesses.length === 0)
    return [{ subject, verdict: 'ok', sentence: '账号只能读取各数据流的表，没有多余的权限。' }];
  return excesses.map(({ right, count, objects }) => ({
    subject,
    verdict: 'warning',
    sentence: `多余的权限 ${excessRights[right]}：${objects.join('、')}${count > objects.length ? ` 等 ${count} 项` : ''}；请该部门收回。`,
  }));
}
