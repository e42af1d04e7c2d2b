import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { rightTitles, roles, roleTitles, type Right } from '#base/contracts';
import { roleRights, Tokens, type Token } from '#libs/access';
import {
  accessPorts,
  placeOf,
  placeText,
  toRights,
  withRole,
  type RoleOptions,
} from '../access/access-options.js';
import type { Desk } from '../desk.js';
import { toCount } from '../options.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';

interface IssueOptions extends RoleOptions {
  readonly title: string;
  readonly rights?: readonly Right[];
  readonly days: number;
}

/** `hub tokens …`: which machines may ask the API, for what, until when. */
export function addTokens(program: Command, desk: Desk): void {
  const tokens = program.command('tokens').description('接口令牌：签发、列出、吊销；只在签发时显示一次');
  addList(tokens, desk);
  addIssue(tokens, desk);
  addRevoke(tokens, desk);
  addRights(tokens, desk);
}

function addList(tokens: Command, desk: Desk): void {
  tokens
    .command('list', { isDefault: true })
    .description('列出令牌；不显示其值')
    .addHelpText('after', '\n示例：\n  hub tokens\n  hub tokens list --json')
    .action(() =>
      withTokens(desk, async (issued) => {
        const list = await issued.list();
        desk.print(list, () => (list.length === 0 ? '还没有令牌。' : listText(list, desk.clock.now())));
      }),
    );
}

function addIssue(tokens: Command, desk: Desk): void {
  withRole(tokens.command('issue').description('签发令牌，显示一次'))
    .requiredOption('--title <用途>', '给谁用、做什么')
    .option('--rights <权限>', '逗号分隔；不写则为该角色的全部权限，见 hub tokens rights', toRights)
    .option('--days <天数>', '有效期', toCount, 90)
    .addHelpText(
      'after',
      '\n示例：\n  hub tokens issue --title 大屏 --role 审计 --rights status.read,messages.read --days 180',
    )
    .action((options: IssueOptions) =>
      withTokens(desk, async (tokens) => {
        const { title, role, days } = options;
        const rights = options.rights ?? roleRights[role];
        const token = { title, role, rights, days, place: placeOf(options) };
        const issued = await tokens.issue(token, userInfo().username);
        desk.print(
          issued,
          () =>
            `已签发令牌 ${issued.id}，有效期至 ${timeText(issued.expiresAt)}。值（只显示这一次）：\n${issued.token}`,
        );
      }),
    );
}

function addRevoke(tokens: Command, desk: Desk): void {
  tokens
    .command('revoke <编号>')
    .description('吊销令牌，立即失效')
    .requiredOption('--why <理由>', '为什么，记入审计')
    .addHelpText('after', '\n示例：\n  hub tokens revoke 0a1b2c3d4e --why 系统下线')
    .action((id: string, { why }: { readonly why: string }) =>
      withTokens(desk, async (tokens) => {
        await tokens.revoke(id, why, userInfo().username);
        desk.print({ id }, () => `已吊销令牌 ${id}。`);
      }),
    );
}

function addRights(tokens: Command, desk: Desk): void {
  tokens
    .command('rights')
    .description('列出全部权限和有此权限的角色')
    .addHelpText('after', '\n示例：\n  hub tokens rights')
    .action(() => {
      desk.print(roleRights, () =>
        table(
          ['权限', '含义', '角色'].map((title) => ({ title })),
          Object.entries(rightTitles).map(([right, title]) => [right, title, holders(right)]),
        ),
      );
    });
}

function holders(right: string): string {
  const having = roles.filter((role) => roleRights[role].some((each) => each === right));
  return having.map((role) => roleTitles[role]).join('、');
}

function listText(tokens: readonly Token[], now: Date): string {
  return table(
    ['编号', '用途', '角色', '范围', '权限', '状态', '最近使用', '签发'].map((title) => ({ title })),
    tokens.map((each) => [
      each.id,
      each.title,
      roleTitles[each.role],
      placeText(each),
      each.rights.length === roleRights[each.role].length ? '全部' : each.rights.join(' '),
      stateText(each, now),
      timeText(each.usedAt),
      `${timeText(each.issuedAt)} ${each.issuedBy}`,
    ]),
  );
}

function stateText({ revokedAt, expiresAt }: Token, now: Date): string {
  if (revokedAt !== null) return '已吊销';
  return expiresAt <= now ? '已过期' : `有效至 ${timeText(expiresAt)}`;
}

function withTokens(desk: Desk, work: (tokens: Tokens) => Promise<void>): Promise<void> {
  return desk.withStore((store) => work(new Tokens(accessPorts(desk, store))));
}
