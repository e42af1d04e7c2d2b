import { Command, CommanderError, type Help } from 'commander';
import stringWidth from 'string-width';
import { exitCodeOf, exitCodes } from '#base/telemetry';
import { addApply } from './commands/apply.js';
import { addBackfill } from './commands/backfill.js';
import { addBreaches } from './commands/breaches.js';
import { addCalendar } from './commands/calendar.js';
import { addCase } from './commands/case.js';
import { addCheck } from './commands/check.js';
import { addDepartments } from './commands/departments.js';
import { addDocs } from './commands/docs.js';
import { addExplain } from './commands/explain.js';
import { addDocuments } from './commands/documents.js';
import { addDrift } from './commands/drift.js';
import { addHeld } from './commands/held.js';
import { addPositions } from './commands/positions.js';
import { addLookup } from './commands/lookup.js';
import { addMapping } from './commands/mapping.js';
import { addParked } from './commands/parked.js';
import { addPlan } from './commands/plan.js';
import { addPolicy } from './commands/policy.js';
import { addReport } from './commands/report.js';
import { addReturned } from './commands/returned.js';
import { addPreview } from './commands/preview.js';
import { addSecrets } from './commands/secrets.js';
import { addSetup } from './commands/setup.js';
import { addSources } from './commands/sources.js';
import { addStatus } from './commands/status.js';
import { addSupport } from './commands/support.js';
import { addTokens } from './commands/tokens.js';
import { addUsers } from './commands/users.js';
import { openDesk, type Desk } from './desk.js';
import { failureOf } from './output/failure.js';
import { openOutput, type Output } from './output/output.js';
import { versionText } from './output/version.js';
import { screenWidth } from './output/screen.js';
import { usageFault } from './output/usage.js';
import { wrapLine } from './output/wrap.js';
import type { Environment } from '#base/settings';

const helpTitles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Global Options:': '通用选项：',
};

const unlimited = 100_000;

const epilogue = `
示例：
  hub status                      枢纽现状
  hub case 370800202603010001     一个办件的一生
  hub check 370800.zjj.front      检查一个数据源
  hub preview 370800.zjj.front    取几行真实数据预览
  hub sources 370800.zjj.front    一个数据源的全貌

退出码：0 正常，1 发现问题、没有所指的对象或被拒绝，2 用法错误，3 环境不可用（配置、密钥、数据库、消息队列）。
用 --json 时，任何失败都在标准错误输出 {"error":{"code","sentence","facts"}}；表格按终端宽度排版，可用 HUB_COLUMNS 指定（0 不限）。
连接取自环境变量 DATABASE_URL 等；没有设置时使用本机正在运行的一套（npm start）。`;

const helpStyle: Partial<Help> = {
  showGlobalOptions: true,
  styleTitle: (title) => helpTitles[title] ?? title,
  optionDescription: ({ description, defaultValue }) => {
    const fallback = String(defaultValue ?? '');
    return fallback === '' ? description : `${description}（缺省 ${fallback}）`;
  },
  displayWidth: stringWidth,
  // The library breaks at blanks only, and Chinese has none.
  boxWrap: (text, width) =>
    text
      .split('\n')
      .flatMap((line) => wrapLine(line, width))
      .join('\n'),
};

/** Builds the command line. Each verb adds itself; the list below is all there is. */
export function buildProgram(env: Environment, output: Output): Command {
  const program = new Command('hub');
  const desk: Desk = openDesk(env, output, () => program.opts<{ json?: true }>().json === true);
  program
    .description('审管互动数据枢纽命令行')
    .option('--json', '以 JSON 输出')
    .version(versionText(), '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示命令的帮助')
    .addHelpText('after', epilogue)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.say(text.trimEnd()),
      outputError: () => undefined,
      getOutHelpWidth: () => screenWidth() ?? unlimited,
    })
    .configureHelp(helpStyle);
  addStatus(program, desk);
  addCase(program, desk);
  addHeld(program, desk);
  addPositions(program, desk);
  addCalendar(program, desk);
  addExplain(program, desk);
  addSources(program, desk);
  addCheck(program, desk);
  addDrift(program, desk);
  addPlan(program, desk);
  addMapping(program, desk);
  addApply(program, desk);
  addPreview(program, desk);
  addBackfill(program, desk);
  addLookup(program, desk);
  addParked(program, desk);
  addDepartments(program, desk);
  addReport(program, desk);
  addReturned(program, desk);
  addSupport(program, desk);
  addBreaches(program, desk);
  addDocuments(program, desk);
  addPolicy(program, desk);
  addSecrets(program, desk);
  addUsers(program, desk);
  addTokens(program, desk);
  addSetup(program, desk);
  addDocs(program, desk);
  for (const command of program.commands) inherit(command, program);
  return program;
}

/** Lets `--json` stand after the verb too, and gives every level the program's manners. */
function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent).helpOption('-h, --help', '显示帮助');
  for (const child of command.commands) inherit(child, command);
}

/**
 * Runs a command line. Every failure ends here: one Chinese sentence, or with `--json` one object, on `writeError`, and the exit code that
 * `hub --help` explains.
 */
export async function runProgram(
  argv: readonly string[],
  env: Environment,
  write: (text: string) => void,
  writeError: (text: string) => void,
): Promise<void> {
  // `--json` belongs to the program, wherever it is written.
  const json = argv.includes('--json');
  const words = argv.filter((word) => word !== '--json');
  const output = openOutput(write, writeError);
  const program = buildProgram(env, output);
  try {
    const given = words.length === 0 ? ['--help'] : words;
    await program.parseAsync(json ? ['--json', ...given] : given, { from: 'user' });
  } catch (thrown) {
    const usage = thrown instanceof CommanderError;
    if (usage && thrown.exitCode === 0) return;
    output.fail(failureOf(usage ? usageFault(program, words, thrown) : thrown), json);
    process.exitCode = usage ? exitCodes.usage : exitCodeOf(thrown);
  }
}
