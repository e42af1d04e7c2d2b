import { CommanderError, type Command } from 'commander';
import { HubError, type Facts } from '#base/contracts';
import { nearest, suggestion } from './nearest.js';

const sentences: Readonly<Record<string, string>> = {
  'commander.unknownCommand': '没有这个命令',
  'commander.unknownOption': '没有这个选项',
  'commander.missingArgument': '缺少参数',
  'commander.missingMandatoryOptionValue': '缺少必需的选项',
  'commander.optionMissingArgument': '选项缺少取值',
  'commander.excessArguments': '参数过多',
  'commander.invalidArgument': '参数不正确',
};

/** The usage fault a parser's error stands for, with what was probably meant. */
export function usageFault(program: Command, words: readonly string[], error: CommanderError): HubError {
  const { command, rest } = reached(program, words);
  // A group with a verb of its own takes a mistyped verb for that one's argument.
  const misspelt = error.code === 'commander.excessArguments' && command.commands.length > 0;
  const code = misspelt ? 'commander.unknownCommand' : error.code;
  const subject = (misspelt ? rest[0] : subjectOf(error)) ?? null;
  const known = candidatesOf(code, command);
  const path = ['hub', ...pathOf(command)].join(' ');
  const facts: Facts = { command: path, subject, suggestion: nearest(subject ?? '', known)[0] ?? null };
  return new HubError(
    'HUB_USAGE_INVALID',
    `${toldOf(code, subject, known)}（${path} --help 可查看用法）`,
    facts,
  );
}

function toldOf(code: string, subject: string | null, known: readonly string[]): string {
  const what = sentences[code] ?? '用法不正确';
  if (subject === null) return what;
  const told = `${what}：${subject}`;
  const question = suggestion(subject, known);
  return question === '' || /[。？]$/.test(told) ? `${told}${question}` : `${told}。${question}`;
}

/** The innermost command that the words lead to, and what stands behind it. */
export function reached(
  program: Command,
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  let command = program;
  let rest = words.filter((word) => word !== '--json');
  for (;;) {
    const [word] = rest;
    const next = command.commands.find((each) => word !== undefined && namesOf(each).includes(word));
    if (next === undefined) return { command, rest };
    command = next;
    rest = rest.slice(1);
  }
}

function candidatesOf(code: string, command: Command): readonly string[] {
  if (code === 'commander.unknownCommand') return command.commands.flatMap(namesOf);
  return code === 'commander.unknownOption' ? optionsOf(command) : [];
}

/** The options a command knows: its own, those of the verb it stands for, and the program's. */
function optionsOf(command: Command): readonly string[] {
  const levels = [command, ...command.commands, ...ancestorsOf(command)];
  return levels.flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
}

function namesOf(command: Command): readonly string[] {
  return [command.name(), ...command.aliases()];
}

function pathOf(command: Command): readonly string[] {
  return [command, ...ancestorsOf(command)]
    .map((each) => each.name())
    .reverse()
    .slice(1);
}

function ancestorsOf(command: Command): readonly Command[] {
  return command.parent === null ? [] : [command.parent, ...ancestorsOf(command.parent)];
}

function subjectOf({ code, message }: CommanderError): string | undefined {
  if (code === 'commander.invalidArgument') return message.split('. ').at(-1);
  return /[‘'“"]([^'"’”]+)['"’”]/.exec(message)?.[1];
}
