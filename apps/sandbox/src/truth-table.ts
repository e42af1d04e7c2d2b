import Table from 'cli-table3';
import { caseResultTitles, departmentName, faultCodes, isFaultCode, type Department } from '#base/contracts';
import { stories, type Sample, type SamplePolicy } from './generator/index.js';

const outcomeTitles: Readonly<Record<string, string>> = {
  ...caseResultTitles,
  OPEN: '未办结',
  REMOVED: '部门已删除或作废登记',
};

/** The known numbers of the samples as tables for a terminal. */
export function truthTables(samples: readonly Sample[], policy: SamplePolicy): string {
  return samples.map((sample) => tablesOf(sample, policy.departments)).join('\n\n');
}

function tablesOf({ totals }: Sample, departments: readonly Department[]): string {
  const names = new Map(departments.map((entry) => [departmentName(entry), entry.name]));
  const told = (counts: Readonly<Record<string, number>>): string[][] =>
    Object.entries(counts).map(([ref, count]) => [names.get(ref) ?? ref, String(count)]);
  const listed = (counts: Readonly<Record<string, number>>, title: (name: string) => string): string[][] =>
    Object.entries(counts).map(([name, count]) => [title(name), String(count)]);
  return [
    `数据源 ${totals.source}:办件 ${totals.cases} 件，其中无人可推送 ${totals.nobody} 件，等待申请人信息 ${totals.waiting} 件，目录外事项 ${totals.itemUnknown} 件`,
    draw(
      ['数据流', '行数'],
      listed(totals.rows, (name) => name),
    ),
    draw(
      ['最终结果', '件数'],
      listed(totals.outcomes, (name) => outcomeTitles[name] ?? name),
    ),
    draw(['应告知部门', '许可数'], told(totals.told)),
    draw(['可能先告知、后撤回', '许可数'], told(totals.retracted)),
    draw(['应隔离的记录', '行数'], listed(totals.parked, parkedTitle)),
    draw(['情形', '件数'], listed(totals.stories, storyTitle)),
  ].join('\n');
}

function draw(head: string[], rows: string[][]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}

function parkedTitle(code: string): string {
  return isFaultCode(code) ? `${faultCodes[code].title} ${code}` : code;
}

function storyTitle(name: string): string {
  return stories.find((story) => story.name === name)?.title ?? name;
}
