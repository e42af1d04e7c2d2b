import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { keyReader, Sealer } from '#base/secrets';
import { Lookups, readLookups, type LookupOutcome } from '#libs/lookup';
import type { Desk } from '../desk.js';
import { fieldsOf } from '../lookup/field-words.js';
import { interfacesText, outcomeText } from '../lookup/lookup-text.js';
import { readSecrets } from '../secrets/read-secrets.js';

interface LookupOptions {
  readonly case?: string;
  readonly purpose?: string;
  readonly reveal?: true;
}

const help = `
查询字段写成“--字段 值”，各接口的字段见 hub lookup（不带参数）。每次查询都记入审计：谁、哪个办件、什么用途、什么结果，不含内容。
国家侧不通时给出起始时间；有旧结果的一并给出并标明。

退出码：0 查得，1 没有查得（未查到、对方不通、次数到限、被拒绝），2 用法错误，3 环境不可用。

示例：
  hub lookup
  hub lookup enterprise --uscc 91370883181216328B --case 370800202603010001 --purpose 受理核验
  hub lookup enterprise --uscc 91370883181216328B --case 370800202603010001 --purpose 受理核验 --json`;

/** `hub lookup …`: asks a national system about one subject, for a case and a purpose. */
export function addLookup(program: Command, desk: Desk): void {
  program
    .command('lookup [接口] [字段...]')
    .description('按办件查询国家系统（经共享平台）；不带参数时列出已定义的接口')
    .option('--case <办件编号>', '为哪个办件查询（必填）')
    .option('--purpose <用途>', '查询用途，记入审计（必填）')
    .option('--reveal', '不遮盖个人信息，记入审计')
    .allowUnknownOption()
    .addHelpText('after', help)
    .action(async (name: string | undefined, words: readonly string[], options: LookupOptions) => {
      const outcome = name === undefined ? await list(desk) : await ask(desk, name, words, options);
      if (outcome !== null && outcome.outcome !== 'answered') desk.found();
    });
}

async function list(desk: Desk): Promise<null> {
  const { interfaces, mistakes } = await readLookups(desk.settings([]).config.dir);
  if (mistakes.length > 0) desk.found();
  desk.print({ interfaces, mistakes }, () =>
    [interfacesText(interfaces), ...mistakes.map(({ sentence }) => sentence)].join('\n'),
  );
  return null;
}

async function ask(
  desk: Desk,
  name: string,
  words: readonly string[],
  options: LookupOptions,
): Promise<LookupOutcome> {
  const { case: caseNumber, purpose } = options;
  if (caseNumber === undefined || purpose === undefined)
    throw new InvalidArgumentError('查询须写明办件（--case）和用途（--purpose）。');
  const request = {
    interface: name,
    fields: fieldsOf(words),
    caseNumber,
    purpose,
    caller: userInfo().username,
    reveal: options.reveal === true,
  };
  return desk.withStore(async (store, settings) => {
    const secrets = await readSecrets(settings);
    const lookups = new Lookups({
      database: store.database,
      interfaces: (await readLookups(settings.config.dir)).interfaces,
      secrets: () => Promise.resolve(secrets.secret),
      sealer: new Sealer(keyReader(settings.vault)),
      clock: desk.clock,
      nonce: randomUUID,
    });
    try {
      const outcome = await lookups.ask(request, new AbortController().signal);
      if (outcome.outcome === 'invalid') throw new InvalidArgumentError(outcome.sentence);
      desk.print(outcome, () => outcomeText(outcome));
      return outcome;
    } finally {
      lookups.close();
    }
  });
}
