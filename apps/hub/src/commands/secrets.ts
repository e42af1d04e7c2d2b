import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { expiryStage, openSecrets, rewrapKeys, vaultPorts } from '#base/secrets';
import { forgetFormer } from '#libs/lookup';
import { readGrants } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { readValue } from '../secrets/read-value.js';
import {
  endless,
  lastDay,
  termsOf,
  toDepartment,
  toRight,
  toUntil,
  withoutValue,
  withTerms,
  type PutOptions,
  type Terms,
  type Why,
} from '../secrets/secret-options.js';
import { deed, withNewValue, withVault } from '../secrets/with-vault.js';
import { rewrappedText, secretsText, versionsText } from '../secrets/secret-tables.js';

const piped = 'read -rs V; printf %s "$V" | hub secrets';

/** `hub secrets …`: what departments granted. Values go in, none ever comes out. */
export function addSecrets(program: Command, desk: Desk): void {
  const secrets = program
    .command('secrets')
    .description('密钥与授权：登记、更换、续期、到期与尚欠；值只进不出');
  addList(secrets, desk);
  addPut(secrets, desk);
  addRotate(secrets, desk);
  addRenew(secrets, desk);
  addVersions(secrets, desk);
  addRestore(secrets, desk);
  addRemove(secrets, desk);
}

function addList(secrets: Command, desk: Desk): void {
  secrets
    .command('list', { isDefault: true })
    .description('各部门授予的权限、依据与有效期，以及数据源尚缺的密钥；不显示值')
    .addHelpText(
      'after',
      '\n有过期或尚缺时退出码为 1。\n\n示例：\n  hub secrets list\n  hub secrets list --json',
    )
    .action(() =>
      desk.withStore(async (store, settings) => {
        const file = openSecrets(settings.secrets.file);
        const now = desk.clock.now();
        const { granted, owed } = await readGrants(store.database, file);
        const expired = granted.some(({ expiresAt }) => expiryStage(expiresAt, now) === 'expired');
        if (expired || owed.some(({ inFile }) => !inFile)) desk.found();
        desk.print({ granted, owed }, () => secretsText(granted, owed, now));
      }),
    );
}

function addPut(secrets: Command, desk: Desk): void {
  withoutValue(secrets.command('put <名称>'))
    .description('登记部门授予的账号、密钥或审批权限；值从标准输入读取')
    .requiredOption('--department <区划.部门>', '谁授予的，如 370800.zjj', toDepartment)
    .requiredOption('--right <权限>', '账号、密钥或审批权限', toRight)
    .requiredOption('--granted-by <依据>', '备忘录条款或函件文号')
    .requiredOption('--until <日期>', `有效期的最后一天，如 2027-06-30；没有约定写“${endless}”`, toUntil)
    .option('--why <理由>', '为什么登记')
    .addHelpText(
      'after',
      `\n示例：\n  ${piped} put source.370800.zjj.front.url --department 370800.zjj \\\n` +
        '    --right 账号 --granted-by 济建函〔2026〕12号 --until 2027-06-30',
    )
    .action(async (name: string, { why, ...grant }: PutOptions) => {
      const value = await readValue(process.stdin);
      const terms = {
        ...grant.department,
        right: grant.right,
        grantedBy: grant.grantedBy,
        until: lastDay(grant.until),
      };
      const reason = why ?? '登记';
      await withNewValue(
        desk,
        name,
        reason,
        (vault) => vault.put(name, value, terms, deed(reason)),
        (version) => `已登记“${name}”（第 ${version} 版），值已加密入库。`,
      );
    });
}

function addRotate(secrets: Command, desk: Desk): void {
  withTerms(withoutValue(secrets.command('rotate [名称]')))
    .description('更换一个密钥的值（从标准输入读取，旧值留存）；或用 --key 换用新的主密钥')
    .option('--key', '以现用主密钥重新包裹全部数据密钥，期间不停用')
    .requiredOption('--why <理由>', '为什么更换')
    .addHelpText(
      'after',
      `\n换主密钥：先把新主密钥写在旧主密钥之前（各进程随即两者都认），运行 --key，再去掉旧的。\n\n示例：\n` +
        `  ${piped} rotate source.370800.zjj.front.url --why 部门改密\n  hub secrets rotate --key --why 年度更换`,
    )
    .action(async (name: string | undefined, options: Terms & Why & { readonly key?: true }) => {
      if ((name === undefined) === (options.key === undefined))
        throw new InvalidArgumentError('请给出密钥名称，或用 --key 更换主密钥，二者取一。');
      if (name === undefined) await rotateKey(desk, options.why);
      else await rotateValue(desk, name, options);
    });
}

async function rotateValue(desk: Desk, name: string, options: Terms & Why): Promise<void> {
  const value = await readValue(process.stdin);
  await withNewValue(
    desk,
    name,
    options.why,
    (vault) => vault.rotate(name, value, termsOf(options), deed(options.why)),
    (version) => `已更换“${name}”，现为第 ${version} 版；数据源下次连接时启用。`,
  );
}

async function rotateKey(desk: Desk, why: string): Promise<void> {
  await desk.withStore(async (store, settings) => {
    const done = await rewrapKeys(
      vaultPorts(store.database, settings.vault, desk.clock),
      deed(why),
      new AbortController().signal,
    );
    const change = { keyId: done.keyId, by: userInfo().username, why, at: desk.clock.now() };
    const forgotten = await store.database.transaction((tx) => forgetFormer(tx, change));
    if (done.refused.length > 0) desk.found();
    desk.print({ ...done, forgotten }, () => rewrappedText(done, forgotten));
  });
}

function addRenew(secrets: Command, desk: Desk): void {
  withTerms(secrets.command('renew <名称>'))
    .description('续期或更换授权依据；值不变')
    .requiredOption('--why <理由>', '为什么续期')
    .addHelpText(
      'after',
      '\n示例：\n  hub secrets renew source.370800.zjj.front.url --until 2028-06-30 --granted-by 济建函〔2027〕3号 --why 年度续期',
    )
    .action(async (name: string, options: Terms & Why) => {
      const terms = termsOf(options);
      if (Object.keys(terms).length === 0)
        throw new InvalidArgumentError('请给出新的有效期（--until）或依据（--granted-by）。');
      await withVault(desk, async (vault) => {
        await vault.renew(name, terms, deed(options.why));
        desk.print({ name, ...terms }, () => `已续期“${name}”。`);
      });
    });
}

function addVersions(secrets: Command, desk: Desk): void {
  secrets
    .command('versions <名称>')
    .description('一个密钥的历次登记；不显示值')
    .addHelpText('after', '\n示例：\n  hub secrets versions source.370800.zjj.front.url')
    .action((name: string) =>
      withVault(desk, async (vault) => {
        const versions = await vault.versions(name);
        if (versions.length === 0) desk.fail('HUB_NOT_FOUND', `密钥库中没有“${name}”。`, { name });
        desk.print(versions, () => versionsText(versions));
      }),
    );
}

function addRestore(secrets: Command, desk: Desk): void {
  secrets
    .command('restore <名称> <版本>')
    .description('恢复以前的值（成为新的一版），如部门尚未改密')
    .requiredOption('--why <理由>', '为什么恢复')
    .addHelpText('after', '\n示例：\n  hub secrets restore source.370800.zjj.front.url 1 --why 部门推迟改密')
    .action(async (name: string, from: string, { why }: Why) => {
      if (!/^[1-9]\d{0,8}$/.test(from)) throw new InvalidArgumentError('版本应为正整数。');
      await withNewValue(
        desk,
        name,
        why,
        (vault) => vault.restore(name, Number(from), deed(why)),
        (version) => `已恢复“${name}”第 ${from} 版的值，现为第 ${version} 版。`,
      );
    });
}

function addRemove(secrets: Command, desk: Desk): void {
  secrets
    .command('remove <名称>')
    .description('停用并销毁一个密钥的全部值，须说明理由；登记与审计保留')
    .requiredOption('--why <理由>', '为什么停用')
    .addHelpText('after', '\n示例：\n  hub secrets remove source.370800.zjj.front.url --why 系统下线')
    .action(async (name: string, { why }: Why) =>
      withVault(desk, async (vault) => {
        await vault.remove(name, deed(why));
        desk.print({ name }, () => `已停用“${name}”并销毁其全部值。`);
      }),
    );
}
