import { beijingText } from '#base/contracts';
import type { ProcessRow } from './sql/select-processes.js';

/** A process of the hub that does not do its work, since when, and what is known of the reason. */
export interface Outage {
  readonly process: string;
  readonly since: Date;
  readonly sentence: string;
}

/** A beat comes every five seconds; a machine under load may miss two. */
const silentAfterSeconds = 20;
/** A source at fault makes its collector's check fail; it is shown beside the source, and stops no process. */
const ofSource = /^\d{6}\./;
const titles: ReadonlyMap<string, string> = new Map([
  ['collect', '采集进程'],
  ['receive', '接收进程'],
  ['normalise', '归一进程'],
  ['relay', '收发进程'],
  ['watch', '监测进程'],
]);

/**
 * The processes of which none works: stopped, silent (killed, frozen, cut off), or not ready. A name is out only when no process of that name
 * works; a hub whose processes were never started has no outage, its sources tell that nobody reads them.
 */
export function findOutages(rows: readonly ProcessRow[]): readonly Outage[] {
  return [...Map.groupBy(rows, ({ name }) => name)].flatMap(([name, same]) => outageOf(name, same));
}

function outageOf(process: string, same: readonly ProcessRow[]): readonly Outage[] {
  const running = same.filter(
    ({ stoppedAt, silentSeconds }) => stoppedAt === null && silentSeconds <= silentAfterSeconds,
  );
  const [row] = running.length > 0 ? running : same;
  if (row === undefined || running.some((each) => failing(each).length === 0)) return [];
  const title = titles.get(process) ?? process;
  return [{ process, since: row.seenAt, sentence: `${title}${whyOut(row, running.length > 0)}` }];
}

function whyOut(row: ProcessRow, running: boolean): string {
  if (running) return `未就绪：${failing(row).join('；')}`;
  const at = beijingText(row.seenAt).slice(0, 19).replace('T', ' ');
  if (row.stoppedAt !== null) return `已于 ${at} 停止，没有在运行`;
  return `自 ${at} 起没有心跳，可能已中断或连不上数据库`;
}

function failing({ checks }: ProcessRow): readonly string[] {
  return checks.filter(({ name, ready }) => !ready && !ofSource.test(name)).map(({ sentence }) => sentence);
}
