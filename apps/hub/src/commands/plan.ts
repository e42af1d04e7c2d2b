import type { Command } from 'commander';
import type { Desk } from '../desk.js';
import { configLines } from '../sources/config-lines.js';
import { planText } from '../sources/plan-text.js';

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
        const { sources } = plan;
        const told = configLines(plan);
        if (sources.length + told.length > 0) desk.found();
        desk.print(plan, () => [...told, sourcesText(sources)].join('\n\n'));
      }),
    );
}

function sourcesText(sources: Parameters<typeof planText>[0]): string {
  return sources.length === 0
    ? '配置与运行的版本没有差别。'
    : `${planText(sources)}\n\n执行 hub apply 后生效。`;
}
