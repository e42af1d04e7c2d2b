import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { HubError } from '#base/contracts';
import { readSettings } from '#base/settings';
import { openSecrets } from '#base/secrets';
import { endOnUnexpected } from '#base/telemetry';
import { live } from './live/live.js';
import { readSamplePolicy } from './policy-files.js';
import { prepareSites } from './prepare/prepare.js';
import { RecipeBook } from './prepare/recipe-book.js';
import { compareSources, comparisonTable, readSources } from './compare.js';
import { cook, openShelf, systems, type SampleRecipe } from './samples.js';
import { truthTables } from './truth-table.js';

interface RecipeOptions {
  readonly seed: string;
  readonly cases: string;
  readonly asOf?: string;
  readonly json?: true;
}

const longestGoodbyeMs = 2_700;
const env = process.env;
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const program = new Command('sandbox')
  .description(
    '示例部门：两个前置库，市场监管、生态环境、应急管理、卫健、交通的自有系统，以及收取反馈、签收、认领、回告的各部门（全部为合成数据）',
  )
  .helpOption('-h, --help', '显示帮助')
  .helpCommand(false)
  .addHelpText(
    'after',
    '\n示例：\n  sandbox prepare          建库、建账号、写入首批办件（可重复执行）\n  sandbox live             示例部门持续运转，Ctrl-C 结束\n  sandbox truth --json     首批办件的已知真值\n\n退出码：0 正常，1 失败，2 用法不对，3 环境不全',
  );

withRecipe(program.command('prepare').description('准备示例部门的系统与首批数据')).action(prepare);
withRecipe(program.command('truth').description('首批办件的已知真值')).action(truth);
program
  .command('compare')
  .description('从标准输入读 hub status --json，与各示例部门至今写入的逐项对照')
  .action(compare);
program.command('live').description('示例部门持续运转').action(runLive);

program.exitOverride();
await program.parseAsync().catch(endWith);

function withRecipe(command: Command): Command {
  return command
    .option('--seed <text>', '随机种子', 'shenguan-2026')
    .option('--cases <n>', '办件总数（七成在审批局）', '1000')
    .option('--as-of <instant>', '首批数据的时点（ISO 8601），缺省为现在')
    .option('--json', '输出 JSON');
}

function recipeOf(options: RecipeOptions): SampleRecipe {
  const asOf = options.asOf === undefined ? new Date() : new Date(options.asOf);
  const cases = Number(options.cases);
  if (Number.isNaN(asOf.getTime()) || !Number.isInteger(cases) || cases <= 0)
    throw new HubError('HUB_SETTINGS_INVALID', '--as-of 应为 ISO 8601 时刻，--cases 应为正整数。');
  return { seed: options.seed, cases, asOf };
}

async function prepare(options: RecipeOptions): Promise<void> {
  const settings = readSettings(env, ['secrets']);
  const policy = await readSamplePolicy(settings.config.dir);
  const prepared = await prepareSites({
    postgresAdminUrl: demanded('SANDBOX_POSTGRES_ADMIN_URL'),
    mysqlAdminUrl: demanded('SANDBOX_MYSQL_ADMIN_URL'),
    kafkaAdminUrl: env['SANDBOX_KAFKA_ADMIN_URL'] ?? null,
    secrets: openSecrets(settings.secrets.file),
    policy,
    recipe: recipeOf(options),
  });
  if (options.json === true) return say(JSON.stringify(prepared));
  for (const { source, cases, written } of prepared)
    say(
      written > 0
        ? `示例系统 ${source} 已就绪：${cases} 件，写入 ${written} 行。`
        : `示例系统 ${source} 已在，沿用原有数据。`,
    );
}

async function truth(options: RecipeOptions): Promise<void> {
  const settings = readSettings(env, []);
  const policy = await readSamplePolicy(settings.config.dir);
  const kept = options.asOf === undefined ? await keptRecipe(settings.secrets.file) : null;
  const samples = cook(kept ?? recipeOf(options), policy);
  say(
    options.json === true
      ? JSON.stringify(samples.map(({ totals, cases }) => ({ totals, cases })))
      : truthTables(samples, policy),
  );
}

async function compare(): Promise<void> {
  const settings = readSettings(env, ['secrets']);
  const shelf = openShelf(openSecrets(settings.secrets.file));
  try {
    const compared = compareSources(readSources(await text(process.stdin)), await shelf.tally());
    say(comparisonTable(compared));
    if (compared.some(({ agrees }) => !agrees)) process.exitCode = 1;
  } finally {
    await shelf.database.close();
  }
}

async function keptRecipe(secretsFile: string): Promise<SampleRecipe | null> {
  if (secretsFile === '') return null;
  const book = new RecipeBook(openSecrets(secretsFile).secret(`sandbox.${systems[0].source}.url`));
  try {
    return await book.read();
  } finally {
    await book.close();
  }
}

async function runLive(): Promise<void> {
  const settings = readSettings(env, ['kafka', 'secrets']);
  const stopping = new AbortController();
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
    process.once(event, () => stopping.abort());
  endOnUnexpected(() => stopping.abort(), 1);
  // A broker or database that is gone may keep a goodbye waiting; nothing is lost by leaving without it.
  stopping.signal.addEventListener('abort', () =>
    setTimeout(() => process.exit(process.exitCode), longestGoodbyeMs).unref(),
  );
  const policy = await readSamplePolicy(settings.config.dir);
  const secrets = openSecrets(settings.secrets.file);
  const folder = env['SANDBOX_FOLDER'] ?? join(dirname(settings.secrets.file), 'sandbox');
  const growAfter = env['SANDBOX_GROW_AFTER'] ?? null;
  await live({ settings, secrets, policy, folder, growAfter, say }, stopping.signal);
  // Everything has been closed; clients of a broker that is gone still wait to reconnect.
  process.exit(process.exitCode);
}

function demanded(name: string): string {
  const value = env[name] ?? '';
  if (value === '')
    throw new HubError('HUB_SETTINGS_INVALID', `没有设置 ${name},请给出数据库管理员地址。`, {
      variable: name,
    });
  return value;
}

function endWith(thrown: unknown): void {
  if (thrown instanceof Error && 'exitCode' in thrown) {
    process.exitCode = thrown.exitCode === 0 ? 0 : 2;
    return;
  }
  const sentence = thrown instanceof HubError ? thrown.sentence : '示例部门出错。';
  const cause = thrown instanceof HubError ? thrown.code : thrown instanceof Error ? thrown.message : '';
  process.stderr.write(`${sentence} ${cause}\n`);
  process.exitCode = thrown instanceof HubError && thrown.code === 'HUB_SETTINGS_INVALID' ? 3 : 1;
}
