import { Command, CommanderError } from 'commander';
import stringWidth from 'string-width';
import { exitCodes } from '#base/telemetry';
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
import { addLookup } from './commands/lookup.js';
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
import type { Environment } from '#base/settings';

const helpTitles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Global Options:': '通用选项：',
};

const usageFaults: Readonly<Record<string, string>> = {
  'commander.unknownCommand': '没有这个命令',
  'commander.unknownOption': '没有这个选项',
  'commander.missingArgument': '缺少参数',
  'commander.missingMandatoryOptionValue': '缺少必需的选项',
  'commander.optionMissingArgument': '选项缺少取值',
  'commander.excessArguments': '参数过多',
  'commander.invalidArgument': '参数不正确',
};

const epilogue = `
示例：
  hub status                      枢纽现状
  hub case 370800202603010001     一个办件的一生
  hub check 370800.zjj.front      检查一个数据源
  hub preview 370800.zjj.front    取几行真实数据预览

退出码：0 正常，1 发现问题，2 用法错误，3 环境不可用（配置、密钥、数据库、消息队列）。
连接取自环境变量 DATABASE_URL 等；没有设置时使用本机正在运行的一套（npm start）。`;

/** Builds the command line. Each verb adds itself; the list below is all there is. */
export function buildProgram(env: Environment, write: (text: string) => void): Command {
  const program = new Command('hub');
  const desk: Desk = openDesk(env, write, () => program.opts<{ json?: true }>().json === true);
  program
    .description('审管互动数据枢纽命令行')
    .option('--json', '以 JSON 输出')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示命令的帮助')
    .addHelpText('after', epilogue)
    .exitOverride()
    .configureOutput({ writeOut: write, outputError: () => undefined })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => helpTitles[title] ?? title,
      optionDescription: ({ description, defaultValue }) => {
        const fallback = String(defaultValue ?? '');
        return fallback === '' ? description : `${description}（缺省 ${fallback}）`;
      },
      displayWidth: stringWidth,
    });
  addStatus(program, desk);
  addCase(program, desk);
  addHeld(program, desk);
  addCalendar(program, desk);
  addExplain(program, desk);
  addSources(program, desk);
  addCheck(program, desk);
  addDrift(program, desk);
  addPlan(program, desk);
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

/** Runs a command line. Usage faults end in exit code 2 with one Chinese sentence; anything else is the caller's. */
export async function runProgram(
  argv: readonly string[],
  env: Environment,
  write: (text: string) => void,
  writeError: (text: string) => void,
): Promise<void> {
  // `--json` belongs to the program, wherever it is written.
  const json = argv.includes('--json');
  const words = [...(json ? ['--json'] : []), ...argv.filter((word) => word !== '--json')];
  try {
    await buildProgram(env, write).parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return;
    const what = usageFaults[thrown.code] ?? '用法不正确';
    const detail = /[‘'“"]([^'"’”]+)['"’”]/.exec(thrown.message)?.[1];
    const own = thrown.code === 'commander.invalidArgument' ? thrown.message.split('. ').at(-1) : detail;
    writeError(`${what}${own === undefined ? '' : `：${own}`}（hub --help 可查看用法）\n`);
    process.exitCode = exitCodes.usage;
  }
}
