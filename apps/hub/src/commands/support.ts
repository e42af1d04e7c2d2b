import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { departmentName, everywhere, toCaseNumber, type DepartmentRef } from '#base/contracts';
import { supportProcedures } from '#base/model';
import { openSupport } from '#libs/desks';
import { findProcedure, type DeskOutcome, type Procedure } from '#libs/support';
import type { Desk } from '../desk.js';
import { toCount, toDay, toDepartment } from '../options.js';
import { supportTable } from '../support/support-text.js';

const titles = Object.values(supportProcedures).join('、');

/** `hub support …`: technical support departments owe to cases. */
export function addSupport(program: Command, desk: Desk): void {
  const support = program.command('support').description(`技术支撑（${titles}）：列出、发起、答复延期申请`);
  addList(support, desk);
  addAsk(support, desk);
  addDecision(support, desk, 'extend', '准予延期；完成时限随之顺延');
  addDecision(support, desk, 'refuse', '不准予延期');
}

interface ListOptions {
  readonly case?: string;
  readonly department?: DepartmentRef;
  readonly region?: string;
  readonly all?: true;
  readonly overdue?: true;
  readonly limit: number;
}

function addList(support: Command, desk: Desk): void {
  support
    .command('list', { isDefault: true })
    .description('列出技术支撑请求，新的在前；默认只列未办结的')
    .option('--case <办件编号>', '只看一个办件')
    .option('--department <部门>', '行政区划.部门，主办或协办', toDepartment)
    .option('--region <区划>', '六位行政区划代码')
    .option('--all', '也列出已办结的')
    .option('--overdue', '只看已超期的')
    .option('--limit <条数>', '最多列出的条数', toCount, 200)
    .addHelpText('after', '\n示例：\n  hub support\n  hub support list --department 370800.zjj --all --json')
    .action((options: ListOptions) =>
      desk.withStore(async (store) => {
        const { department } = options;
        const entries = await openSupport(store.database, desk.clock).list({
          caseNumber: options.case === undefined ? null : toCaseNumber(options.case),
          department: department === undefined ? null : departmentName(department),
          region: options.region ?? null,
          openOnly: options.all !== true,
          overdueOnly: options.overdue === true,
          within: everywhere,
          limit: options.limit,
        });
        desk.print(entries, () => (entries.length === 0 ? '没有技术支撑请求。' : supportTable(entries)));
      }),
    );
}

interface AskOptions {
  readonly procedure: Procedure;
  readonly content: string;
  readonly source?: string;
  readonly place?: string;
  readonly completeBy?: string;
  readonly main?: DepartmentRef;
  readonly assist?: readonly DepartmentRef[];
}

function addAsk(support: Command, desk: Desk): void {
  support
    .command('ask <办件编号>')
    .description('为办件发起技术支撑；由谁承担、何时完成取自备忘录条款，没有约定的须指定')
    .requiredOption('--procedure <环节>', titles, toProcedure)
    .requiredOption('--content <内容>', '请求内容')
    .option('--source <来源>', '同一编号见于多个来源时指明')
    .option('--place <地点>', '踏勘地点等')
    .option('--complete-by <日期>', '完成日期，例如 2026-12-04；默认按条款计算', toDay)
    .option('--main <部门>', '主办部门，例如 370800.zjj；默认按条款', toDepartment)
    .option('--assist <部门>', '协办部门，逗号分隔', (text) => text.split(',').map(toDepartment))
    .addHelpText(
      'after',
      '\n示例：\n  hub support ask 370800202603010001 --procedure 现场踏勘 --content 踏勘排水接驳口',
    )
    .action((caseNumber: string, options: AskOptions) =>
      desk.withStore(async (store) => {
        const outcome = await openSupport(store.database, desk.clock).ask({
          caseNumber: toCaseNumber(caseNumber),
          source: options.source ?? null,
          procedure: options.procedure,
          content: options.content,
          place: options.place ?? null,
          completeBy: options.completeBy ?? null,
          main: options.main ?? null,
          assisting: options.assist ?? null,
          by: userInfo().username,
          mayAskFor: () => true,
        });
        tell(desk, outcome, '已发出，进展见 hub support');
      }),
    );
}

function addDecision(support: Command, desk: Desk, verb: 'extend' | 'refuse', description: string): void {
  support
    .command(`${verb} <编号>`)
    .description(description)
    .requiredOption('--why <理由>', '为什么这样答复，记入审计')
    .addHelpText('after', `\n示例：\n  hub support ${verb} <编号> --why 需委托第三方检测`)
    .action((id: string, { why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        const decision = { support: id, grant: verb === 'extend', by: userInfo().username, why };
        tell(desk, await openSupport(store.database, desk.clock).decide(decision), '已答复');
      }),
    );
}

function tell(desk: Desk, outcome: DeskOutcome, done: string): void {
  if (!outcome.done) desk.fail('HUB_REFUSED', outcome.sentence);
  desk.print(outcome, () => `${done}（编号 ${outcome.id}）。`);
}

function toProcedure(text: string): Procedure {
  const procedure = findProcedure(text);
  if (procedure === null) throw new InvalidArgumentError(`没有这个环节：${text}，可填 ${titles}。`);
  return procedure;
}
