import type { Command } from 'commander';
import type { Desk } from '../desk.js';
import { planText } from '../sources/plan-text.js';

/** `hub plan`: what the configuration would change in the sources that run. */
export function addPlan(program: Command, desk: Desk): void {
  program
    .command('plan')
    .description('数据源的配置与运行的版本有何不同：字段、数据流、游标、涉及的部门；不改动任何数据')
    .addHelpText('after', '\n没有差别时退出码为 0，有差别时为 1。\n\n示例：\n  hub plan\n  hub plan --json')
    .action(() =>
      desk.withStore(async (store, settings) => {
        // Connectors bring their drivers: only the verbs that need their names load them.
        const { differences, sourceDocuments } = await import('../sources/plan.js');
        const plan = await differences(store, await sourceDocuments(settings), desk.clock);
        if (plan.length > 0) desk.found();
        desk.print(plan, () =>
          plan.length === 0 ? '配置与运行的版本没有差别。' : `${planText(plan)}\n\n执行 hub apply 后生效。`,
        );
      }),
    );
}
