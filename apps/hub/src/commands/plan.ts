import type { Command } from 'commander';
import type { Desk } from '../desk.js';
import { configLines } from '../sources/config-lines.js';
import type { ConfigPlan } from '../sources/plan.js';
import { planText } from '../sources/plan-text.js';
import { standardsText } from '../sources/standards-text.js';

/** `hub plan`: what the configuration would change in what runs, what waits for approval, and which files are wrong. */
export function addPlan(program: Command, desk: Desk): void {
  program
    .command('plan')
    .description(
      '配置文件与运行的版本有何不同：字段、数据流、游标、涉及的部门，以及写错的文件；不改动任何数据',
    )
    .addHelpText(
      'after',
      '\n没有差别时退出码为 0，有差别或有写错的文件时为 1。\n\n示例：\n  hub plan\n  hub plan --json',
    )
    .action(() =>
      desk.withStore(async (store, settings) => {
        // Connectors bring their drivers: only the verbs that need their names load them.
        const { readPlan } = await import('../sources/plan.js');
        const plan = await readPlan(store, settings.config.dir, desk.clock);
        const { sources, standards } = plan;
        const told = configLines(plan);
        if (sources.length + standards.length + told.length > 0) desk.found();
        desk.print(plan, () => [...told, differencesText(plan)].join('\n\n'));
      }),
    );
}

function differencesText({ sources, standards }: ConfigPlan): string {
  if (sources.length + standards.length === 0) return '配置与运行的版本没有差别。';
  const parts = [planText(sources), standardsText(standards), '执行 hub apply 后生效。'];
  return parts.filter((part) => part !== '').join('\n\n');
}
