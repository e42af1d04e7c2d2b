import type { ReportStore, SourceStatus } from '#libs/reporting';
import { readCosts, readRuns } from '#libs/reporting';
import { readVersions, type SourceVersion } from '#libs/intake';
import { brandAs } from '#base/contracts';
import type { Desk } from '../desk.js';
import { suggestion } from '../output/nearest.js';
import { timeText } from '../words.js';

const runsShown = 5;
const daysShown = 3;

/** The source of an id; a command that names another ends with what was probably meant, among `others` too. */
export function findSource(
  desk: Desk,
  all: readonly SourceStatus[],
  id: string,
  others: readonly string[] = [],
): SourceStatus {
  const found = all.find(({ source }) => source === id);
  const known = [...all.map(({ source }) => source), ...others];
  return found ?? desk.fail('HUB_NOT_FOUND', `没有数据源 ${id}。${suggestion(id, known)}`, { source: id });
}

/** What one source is beside its state: its versions, its last readings and what they cost. */
export async function readWhole(store: ReportStore, source: SourceStatus) {
  const { database, plane } = store;
  const [versions, runs, costs] = await Promise.all([
    readVersions(database, brandAs(source.source)),
    readRuns(plane, { source: source.source, limit: runsShown }),
    readCosts(database, { source: source.source, limit: daysShown }),
  ]);
  return { ...source, versions, runs, costs };
}

/** The definition in force in lines, the newest version first. */
export function definitionText(source: SourceStatus, versions: readonly SourceVersion[]): string {
  const [now] = versions;
  const counts = `已读 ${source.read} 行（另有重复 ${source.repeated}），已归一 ${source.unified}，待归一 ${source.waiting}，隔离 ${source.parked}`;
  if (now === undefined) return counts;
  const held = source.streams.flatMap(({ stream, heldAt }) => (heldAt === null ? [] : [stream]));
  return [
    counts,
    ...(held.length === 0 ? [] : [`因隔离过多而暂停的数据流：${held.join('、')}（hub parked fuse）`]),
    `定义第 ${now.version} 版，${timeText(now.appliedAt)} 由 ${now.appliedBy} 应用${now.why === '' ? '' : `：${now.why}`}`,
    `全文：hub sources versions ${source.source} --show ${now.version}；隔离：hub parked --source ${source.source}`,
  ].join('\n');
}
