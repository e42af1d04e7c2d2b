import { userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import {
  askTelling,
  countWithheld,
  readWithheldList,
  type ReportStore,
  type WithheldCount,
} from '#libs/reporting';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';
import { titleOf } from '../words.js';

const waitMs = 15_000;
const lookMs = 200;
const sampleCases = 5;

/** `hub backfill tell <source>`: counts what a first load or a backfill owes departments, and tells it when asked to. */
export function addTell(backfill: Command, desk: Desk): void {
  backfill
    .command('tell <来源>')
    .description('静默办件（首次装载、回补）：先看会告知谁、多少条；加 --yes 才发出')
    .option('--yes', '看过数目，确认告知')
    .addHelpText(
      'after',
      '\n示例：\n  hub backfill tell 370800.zjj.front\n  hub backfill tell 370800.zjj.front --yes',
    )
    .action((source: string, options: { readonly yes?: true }) =>
      desk.withStore((store) => tellOrShow(desk, store, { source, reason: null }, options.yes === true)),
    );
}

/** Which of a source's quiet cases: all, or those that came by one `reason`. */
export interface QuietCases {
  readonly source: string;
  readonly reason: string | null;
}

/** Shows how much is withheld and, once that is confirmed, has it told. */
export async function tellOrShow(
  desk: Desk,
  store: ReportStore,
  quiet: QuietCases,
  yes: boolean,
): Promise<void> {
  const counts = await countOf(store, quiet);
  if (!yes || counts.length === 0) return showCounts(desk, store, quiet.source, counts);
  if (!desk.json()) desk.say(countsText(counts));
  const asked = await askTelling(store.database, desk.clock, quiet, userInfo().username);
  const left = await settle(store, quiet);
  if (left > 0) desk.found();
  desk.print({ ...quiet, counts, asked, left }, () =>
    left === 0 ? `已告知：${asked} 条消息写入发件箱。` : leftText(asked, left),
  );
}

async function countOf(
  store: ReportStore,
  { source, reason }: QuietCases,
): Promise<readonly WithheldCount[]> {
  const counts = await countWithheld(store.database, source);
  return counts.filter((count) => reason === null || count.reason === reason);
}

async function showCounts(
  desk: Desk,
  store: ReportStore,
  source: string,
  counts: readonly WithheldCount[],
): Promise<void> {
  const cases = await readWithheldList(store.database, { source, limit: sampleCases });
  desk.print({ source, counts, cases }, () =>
    counts.length === 0
      ? `数据源 ${source} 没有静默办件。`
      : [
          countsText(counts),
          `例如：${[...new Set(cases.map(({ caseNumber }) => caseNumber))].join('、')}`,
          `以上均未告知任何部门。确认告知：hub backfill tell ${source} --yes`,
        ].join('\n\n'),
  );
}

/** Waits until normalise has written every message, or patience ends; answers how many are still withheld. */
async function settle(store: ReportStore, quiet: QuietCases): Promise<number> {
  for (let waited = 0; ; waited += lookMs) {
    const left = (await countOf(store, quiet)).reduce((sum, { asked }) => sum + asked, 0);
    if (left === 0 || waited >= waitMs) return left;
    await delay(lookMs);
  }
}

function countsText(counts: readonly WithheldCount[]): string {
  const total = counts.reduce((sum, { messages }) => sum + messages, 0);
  const rows = counts.map(({ region, department, reason, change, messages }) => [
    `${region}.${department}`,
    reasonText(reason),
    titleOf(change),
    String(messages),
  ]);
  const columns = ['部门', '由来', '内容'].map((title) => ({ title }));
  return [table([...columns, { title: '消息', right: true }], rows), `合计 ${total} 条消息。`].join('\n');
}

function reasonText(reason: string): string {
  return reason === 'first-load' ? '首次装载' : reason.replace(/^backfill-/, '回补 ');
}

function leftText(asked: number, left: number): string {
  return `已要求告知 ${asked} 条，尚有 ${left} 条未写入：请确认归一进程在运行，再用 hub backfill tell 查看。`;
}
