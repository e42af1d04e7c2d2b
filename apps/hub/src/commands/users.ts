import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { roleTitles } from '#base/contracts';
import { Accounts, type Account } from '#libs/access';
import { accessPorts, placeOf, placeText, withRole, type RoleOptions } from '../access/access-options.js';
import type { Desk } from '../desk.js';
import { readValue } from '../secrets/read-value.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';

interface PasswordOption {
  readonly passwordStdin?: true;
}

interface Why {
  readonly why: string;
}

const fromStdin = '--password-stdin';
const fromStdinHelp = '首次口令从标准输入读取；不写则由枢纽生成并显示一次';

/** `hub users …`: who may sign in with a password. */
export function addUsers(program: Command, desk: Desk): void {
  const users = program.command('users').description('账号：新增、列出、重置口令、停用、关联统一身份');
  addList(users, desk);
  addAdd(users, desk);
  addReset(users, desk);
  addUse(users, desk, 'disable', '停用账号，立即结束其会话');
  addUse(users, desk, 'enable', '重新启用账号');
  addLink(users, desk);
  addUnlink(users, desk);
}

function addList(users: Command, desk: Desk): void {
  users
    .command('list', { isDefault: true })
    .description('列出账号')
    .addHelpText('after', '\n示例：\n  hub users\n  hub users list --json')
    .action(() =>
      withAccounts(desk, async (accounts) => {
        const list = await accounts.list();
        desk.print(list, () =>
          list.length === 0 ? '还没有账号，请用 hub users add 新增。' : listText(list, desk.clock.now()),
        );
      }),
    );
}

function addAdd(users: Command, desk: Desk): void {
  withRole(users.command('add <账号>').description('新增账号；首次登录须修改口令'))
    .requiredOption('--title <姓名>', '姓名或岗位')
    .option(fromStdin, fromStdinHelp)
    .addHelpText(
      'after',
      '\n示例：\n  hub users add wang.li --title 王丽 --role 监管部门 --department 370800.zjj\n' +
        '  hub users add sjj --title 审计室 --role 审计 --region 370800',
    )
    .action((name: string, options: RoleOptions & PasswordOption & { readonly title: string }) =>
      withAccounts(desk, async (accounts) => {
        const { title, role } = options;
        const account = { name, title, role, place: placeOf(options), password: await given(options) };
        const password = await accounts.add(account, userInfo().username);
        tell(desk, name, options, password, `已新增账号“${name}”（${roleTitles[role]}）`);
      }),
    );
}

function addReset(users: Command, desk: Desk): void {
  users
    .command('reset <账号>')
    .description('重置口令并解除锁定，立即结束其会话；下次登录须修改口令')
    .option(fromStdin, fromStdinHelp)
    .addHelpText('after', '\n示例：\n  hub users reset wang.li')
    .action((name: string, options: PasswordOption) =>
      withAccounts(desk, async (accounts) => {
        const password = await accounts.reset(name, await given(options), userInfo().username);
        tell(desk, name, options, password, `已重置账号“${name}”的口令`);
      }),
    );
}

function addUse(users: Command, desk: Desk, verb: 'disable' | 'enable', description: string): void {
  users
    .command(`${verb} <账号>`)
    .description(description)
    .requiredOption('--why <理由>', '为什么，记入审计')
    .addHelpText('after', `\n示例：\n  hub users ${verb} wang.li --why 岗位调整`)
    .action((name: string, { why }: Why) =>
      withAccounts(desk, async (accounts) => {
        const disabled = verb === 'disable';
        await accounts.disable(name, disabled, why, userInfo().username);
        desk.print({ name, disabled }, () => `已${disabled ? '停用' : '启用'}账号“${name}”。`);
      }),
    );
}

function addLink(users: Command, desk: Desk): void {
  users
    .command('link <账号>')
    .description('关联账号与统一身份，此后可经统一身份认证登录；提供方取自设置 oidc.issuer')
    .requiredOption('--subject <标识>', '该人在统一身份认证中的标识（sub）')
    .addHelpText('after', '\n示例：\n  hub users link wang.li --subject sd-370800-000123')
    .action((name: string, { subject }: { readonly subject: string }) =>
      withAccounts(desk, async (accounts) => {
        const { issuer } = desk.settings([]).oidc;
        await accounts.link(name, { issuer, subject }, userInfo().username);
        desk.print({ name, linked: true }, () => `已关联账号“${name}”与统一身份 ${subject}。`);
      }),
    );
}

function addUnlink(users: Command, desk: Desk): void {
  users
    .command('unlink <账号>')
    .description('取消账号与统一身份的关联，立即结束其会话')
    .requiredOption('--why <理由>', '为什么，记入审计')
    .addHelpText('after', '\n示例：\n  hub users unlink wang.li --why 调离岗位')
    .action((name: string, { why }: Why) =>
      withAccounts(desk, async (accounts) => {
        await accounts.unlink(name, why, userInfo().username);
        desk.print({ name, linked: false }, () => `已取消账号“${name}”与统一身份的关联。`);
      }),
    );
}

function given({ passwordStdin }: PasswordOption): Promise<string | null> {
  return passwordStdin === true ? readValue(process.stdin, '口令') : Promise.resolve(null);
}

/** A password that the hub made is shown once; one that was given is not repeated. */
function tell(desk: Desk, name: string, options: PasswordOption, password: string, done: string): void {
  const shown = options.passwordStdin === true ? null : password;
  desk.print({ name, password: shown }, () =>
    shown === null ? `${done}。` : `${done}，首次口令（只显示这一次）：${shown}`,
  );
}

function listText(accounts: readonly Account[], now: Date): string {
  return table(
    ['账号', '姓名', '角色', '范围', '状态', '统一身份', '最近登录', '新增'].map((title) => ({ title })),
    accounts.map((each) => [
      each.name,
      each.title,
      roleTitles[each.role],
      placeText(each),
      stateText(each, now),
      each.subject ?? '—',
      timeText(each.signedInAt),
      `${timeText(each.createdAt)} ${each.createdBy}`,
    ]),
  );
}

function stateText({ disabledAt, lockedUntil, mustChange }: Account, now: Date): string {
  if (disabledAt !== null) return '已停用';
  if (lockedUntil !== null && lockedUntil > now) return `锁定至 ${timeText(lockedUntil)}`;
  return mustChange ? '待改口令' : '启用';
}

function withAccounts(desk: Desk, work: (accounts: Accounts) => Promise<void>): Promise<void> {
  return desk.withStore((store) => work(new Accounts(accessPorts(desk, store))));
}
