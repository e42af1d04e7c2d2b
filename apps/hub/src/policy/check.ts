import type { Command } from 'commander';
import { listChecks, reportLists, type ListFinding, type ListReport } from '#libs/catalogue';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';

/** `hub policy check`: the list report; findings end in exit code 1, notes do not. */
export function addPolicyCheck(policy: Command, desk: Desk): void {
  policy
    .command('check')
    .description('核对指导目录、各级划转清单、职责边界清单与备忘录条款')
    .option('--region <区划>', '只看一个区划')
    .addHelpText('after', '\n示例：\n  hub policy check\n  hub policy check --region 370881 --json')
    .action((options: { readonly region?: string }) =>
      desk.withStore(async (store) => {
        const report = await reportLists(store.database, desk.clock);
        const findings = report.findings.filter(
          ({ region }) => options.region === undefined || region === options.region,
        );
        if (findings.some(({ weight }) => weight === 'finding')) desk.found();
        desk.print({ ...report, findings }, () => reportText(report, findings));
      }),
    );
}

function reportText({ version, today }: ListReport, findings: readonly ListFinding[]): string {
  const count = (weight: ListFinding['weight']): number =>
    findings.filter((finding) => finding.weight === weight).length;
  const head = `政策 ${version} 版，${today} 核对：问题 ${count('finding')} 处，提示 ${count('note')} 处。`;
  if (findings.length === 0) return head;
  const rows = findings.map(({ weight, region, check, sentence }) => [
    region,
    weight === 'note' ? '提示' : '问题',
    listChecks[check],
    sentence,
  ]);
  const titles = ['区划', '轻重', '核对项', '说明'].map((title) => ({ title }));
  return `${head}\n\n${table(titles, rows)}`;
}
