import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { toCaseNumber } from '#base/contracts';
import { kindDefinition } from '#base/model';
import { BreachDesk, untoldStates, type BreachEntry } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';
import { timeText, titleOf } from '../words.js';

/** `hub breaches`: supervision records that found a breach, which approval bureau was told, and those a person has to match. */
export function addBreaches(program: Command, desk: Desk): void {
  const breaches = program
    .command('breaches')
    .description('监管发现（检查不符合、处罚、强制）：告知了哪个审批部门，哪些须人工确认');
  addList(breaches, desk);
  addMatch(breaches, desk);
  addDismiss(breaches, desk);
  addSame(breaches, desk);
  addRetry(breaches, desk);
}

function addList(breaches: Command, desk: Desk): void {
  breaches
    .command('list', { isDefault: true })
    .description('列出须人工确认的监管发现')
    .option('--all', '列出全部，含已告知和无须告知的')
    .addHelpText('after', '\n示例：\n  hub breaches\n  hub breaches list --all --json')
    .action(({ all }: { readonly all?: true }) =>
      desk.withStore(async (store) => {
        const found = await new BreachDesk(store.database, desk.clock).list(
          all === true ? null : ['ambiguous'],
        );
        desk.print(found, () =>
          found.length === 0
            ? all === true
              ? '没有监管发现。'
              : '没有须人工确认的监管发现。'
            : listText(found),
        );
      }),
    );
}

function listText(found: readonly BreachEntry[]): string {
  return table(
    ['编号', '记录', '类别', '状态', '办件或候选办件', '告知', '说明'].map((title) => ({ title })),
    found.map((each) => [
      each.id,
      `${each.source} ${each.number}`,
      kindDefinition(each.kind).title,
      titleOf(each.state),
      [...each.cases, ...each.candidates].map(({ caseNumber }) => caseNumber).join('、'),
      each.messages.map(({ to }) => to).join('、'),
      each.why ?? each.reason,
    ]),
  );
}

function addMatch(breaches: Command, desk: Desk): void {
  breaches
    .command('match <编号>')
    .description('确认监管发现所涉的许可办件；由归一进程告知核发许可的审批部门')
    .requiredOption('--case <办件编号...>', '候选办件中的一个或多个')
    .requiredOption('--why <理由>', '依据什么确认，记入审计')
    .addHelpText('after', '\n示例：\n  hub breaches match 12 --case 370800202603010001 --why 与部门核实')
    .action((id: string, options: { readonly case: readonly string[]; readonly why: string }) =>
      desk.withStore(async (store) => {
        const numbers = options.case.map((number) => toCaseNumber(number));
        const by = userInfo().username;
        const chosen = await new BreachDesk(store.database, desk.clock).match(id, numbers, {
          by,
          why: options.why,
        });
        if (chosen === null)
          desk.fail(
            'HUB_NOT_FOUND',
            '没有这个待确认的监管发现，或所列办件不在其候选之内，请用 hub breaches 查看。',
            { id },
          );
        desk.print({ id, chosen }, () => '已记录，归一进程即将告知；结果见 hub breaches list --all。');
      }),
    );
}

function addDismiss(breaches: Command, desk: Desk): void {
  addVerdict(breaches, desk, {
    verb: 'dismiss',
    description: '确认监管发现无须告知任何审批部门；记录以后有变化时重新判断',
    why: '为什么无须告知，记入审计',
    example: '同名不同主体',
    note: (found, id, decision) => found.dismiss(id, decision),
    missing: '没有这个尚未告知的监管发现，请用 hub breaches list --all 查看。',
  });
}

function addSame(breaches: Command, desk: Desk): void {
  addVerdict(breaches, desk, {
    verb: 'same',
    description: '确认与说明中所列记录为同一处罚决定，不再重复告知；两条记录相互关联',
    why: '依据什么确认，记入审计',
    example: '决定书为同一份，机关名称写法不同',
    note: (found, id, decision) => found.same(id, decision),
    missing: '没有这个待确认是否同一处罚的监管发现，请用 hub breaches 查看。',
  });
}

interface Verdict {
  readonly verb: string;
  readonly description: string;
  readonly why: string;
  readonly example: string;
  readonly note: (
    found: BreachDesk,
    id: string,
    decision: { readonly by: string; readonly why: string },
  ) => Promise<boolean>;
  readonly missing: string;
}

function addVerdict(breaches: Command, desk: Desk, verdict: Verdict): void {
  breaches
    .command(`${verdict.verb} <编号>`)
    .description(verdict.description)
    .requiredOption('--why <理由>', verdict.why)
    .addHelpText('after', `\n示例：\n  hub breaches ${verdict.verb} 12 --why ${verdict.example}`)
    .action((id: string, { why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        const found = new BreachDesk(store.database, desk.clock);
        const noted = await verdict.note(found, id, { by: userInfo().username, why });
        if (!noted) desk.fail('HUB_NOT_FOUND', verdict.missing, { id });
        desk.print({ id, noted }, () => '已记录。');
      }),
    );
}

interface RetryOptions {
  readonly id?: string;
  readonly source?: string;
  readonly state: readonly (typeof untoldStates)[number][];
}

function addRetry(breaches: Command, desk: Desk): void {
  breaches
    .command('retry')
    .description('重新判断尚未告知的监管发现，例如登记了监管事项编码之后；静默的（quiet）将被告知')
    .option('--id <编号>', '只重新判断这一个')
    .option('--source <数据源>', '只重新判断这个数据源的')
    .requiredOption(`--state <状态...>`, untoldStates.join('、'), toState)
    .addHelpText(
      'after',
      '\n示例：\n  hub breaches retry --state nobody\n  hub breaches retry --source 370800.scjgj.rest --state quiet',
    )
    .action(({ id, source, state }: RetryOptions) =>
      desk.withStore(async (store) => {
        const which = { id: id ?? null, source: source ?? null, states: state };
        const asked = await new BreachDesk(store.database, desk.clock).retry(which, userInfo().username);
        desk.print({ asked }, () => `已请求重新判断 ${asked} 条监管发现，由归一进程办理。`);
      }),
    );
}

function toState(text: string, before: RetryOptions['state'] = []): RetryOptions['state'] {
  const state = untoldStates.find((one) => one === text);
  if (state === undefined) throw new InvalidArgumentError(`状态只能是 ${untoldStates.join('、')}。`);
  return [...before, state];
}

/** One line about a breach: which record, what became of it, and why. */
export function breachText({ source, number, kind, state, reason, messages, notedAt }: BreachEntry): string {
  const told =
    messages.length === 0 ? '' : `（消息 ${messages.map(({ messageId }) => messageId).join('、')}）`;
  return `监管发现 ${kindDefinition(kind).title} ${source} ${number}：${titleOf(state)}，${timeText(notedAt)}。${reason}${told}`;
}
