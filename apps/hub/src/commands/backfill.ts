import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { brandAs } from '#base/contracts';
import { requestBackfill, steerBackfill, type BackfillRange } from '#libs/intake';
import { readBackfills, type BackfillStatus, type ReportStore } from '#libs/reporting';
import { awaitNormalised } from '../backfill/await-normalised.js';
import { watchBackfill } from '../backfill/watch-backfill.js';
import type { Desk } from '../desk.js';
import { toCount, toId, toInstant } from '../options.js';
import { table } from '../output/table.js';
import { ageText, timeText, titleOf } from '../words.js';
import { addTell, tellOrShow } from './backfill-tell.js';

interface StartOptions {
  readonly stream: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly keyFrom?: string;
  readonly keyTo?: string;
  readonly rate: number;
  readonly tell?: true;
  readonly yes?: true;
  readonly detach?: true;
  readonly why?: string;
}

const usualRate = 500;

/** `hub backfill …`: reads a part of a stream once more, and decides on what nobody was told. */
export function addBackfill(program: Command, desk: Desk): void {
  const backfill = program.command('backfill').description('回补：再读一段历史数据；静默办件的告知');
  addStart(backfill, desk);
  addList(backfill, desk);
  addWatch(backfill, desk);
  addSteer(backfill, desk, 'stop', '停下一次回补；已读的分块保留，可再继续');
  addSteer(backfill, desk, 'resume', '从上次的分块继续一次回补');
  addTell(backfill, desk);
}

function addStart(backfill: Command, desk: Desk): void {
  backfill
    .command('start <来源>', { isDefault: true })
    .description('请采集进程回补一段数据，并显示进度；默认不告知任何部门')
    .requiredOption('--stream <数据流>', '哪个数据流')
    .option('--from <时间>', '从游标列的这个时间起（含）', toInstant)
    .option('--to <时间>', '到这个时间止（含）', toInstant)
    .option('--key-from <值>', '从主键首列的这个值起（含）')
    .option('--key-to <值>', '到这个值止（含）')
    .option('--rate <行数>', '每秒最多读多少行', toCount, usualRate)
    .option('--tell', '回补完后显示会告知谁、多少条；与 --yes 合用才告知')
    .option('--yes', '与 --tell 合用：显示数目后即告知')
    .option('--detach', '提交后立即返回，不等待；再看进度用 hub backfill watch')
    .option('--why <理由>', '为什么，记入审计')
    .addHelpText(
      'after',
      '\n回补由采集进程执行：按 Ctrl-C 只是不再看进度，回补照常进行，再看用 hub backfill watch；停下用 hub backfill stop。\n接口按时间窗、文件按写入时间重读，只能用 --from 与 --to；只读平时的读取已经处理过的部分。\n\n示例：\n  hub backfill start 370800.zjj.front --stream result --from 2026-01-01 --to 2026-02-01\n  hub backfill start 370800.zjj.front --stream result --key-from A001 --key-to A999 --rate 100',
    )
    .action((source: string, options: StartOptions) =>
      desk.withStore(async (store) => {
        const { stream, rate: rowsPerSecond, tell = false } = options;
        const request = {
          source: brandAs<never>(source),
          stream: brandAs<never>(stream),
          rowsPerSecond,
          tell,
        };
        const asked = {
          ...request,
          range: rangeOf(options),
          by: userInfo().username,
          why: options.why ?? null,
          at: desk.clock.now(),
        };
        const id = await store.database.transaction((tx) => requestBackfill(tx, asked));
        await follow(desk, store, id, options);
      }),
    );
}

async function follow(desk: Desk, store: ReportStore, id: string, options: StartOptions): Promise<void> {
  if (options.detach === true) return show(desk, store, id);
  if (!desk.json()) {
    desk.say(
      `回补 ${id} 已提交，由采集进程执行；按 Ctrl-C 只是不再看进度，回补不会停下；再看：hub backfill watch ${id}`,
    );
  }
  const ended = await watchBackfill(desk, store, id);
  if (ended?.state !== 'done') desk.found();
  const tells = ended?.state === 'done' && options.tell === true;
  // One answer in JSON: the count has the last word.
  if (!(tells && desk.json())) await show(desk, store, id);
  if (!tells) return;
  await awaitNormalised(desk, store, ended.source);
  await tellOrShow(desk, store, { source: ended.source, reason: `backfill-${id}` }, options.yes === true);
}

async function show(desk: Desk, store: ReportStore, id: string): Promise<void> {
  const found = await readBackfills(store.database, { source: null, id, limit: 1 }, desk.clock.now());
  desk.print(found[0] ?? null, () => listText(found));
}

function rangeOf({ from, to, keyFrom, keyTo }: StartOptions): BackfillRange {
  const byTime = from !== undefined && to !== undefined;
  const byKey = keyFrom !== undefined && keyTo !== undefined;
  const given = [from, to, keyFrom, keyTo].filter((bound) => bound !== undefined).length;
  if (byTime && given === 2) return { by: 'time', from, to };
  if (byKey && given === 2) return { by: 'key', from: keyFrom, to: keyTo };
  throw new InvalidArgumentError('请给出 --from 与 --to，或 --key-from 与 --key-to。');
}

function addList(backfill: Command, desk: Desk): void {
  backfill
    .command('list [来源]')
    .description('列出回补及其进度')
    .option('--limit <条数>', '最多列出多少条', toCount, 20)
    .addHelpText('after', '\n示例：\n  hub backfill list\n  hub backfill list 370800.zjj.front')
    .action((source: string | undefined, { limit }: { readonly limit: number }) =>
      desk.withStore(async (store) => {
        const filter = { source: source ?? null, id: null, limit };
        const found = await readBackfills(store.database, filter, desk.clock.now());
        desk.print(found, () => listText(found));
      }),
    );
}

function addWatch(backfill: Command, desk: Desk): void {
  backfill
    .command('watch <编号>')
    .description('看一次回补的进度，直到它结束；按 Ctrl-C 只是不再看')
    .addHelpText('after', '\n示例：\n  hub backfill watch 3')
    .action((id: string) =>
      desk.withStore(async (store) => {
        const ended = await watchBackfill(desk, store, toId(id));
        if (ended === null) return desk.fail('HUB_NOT_FOUND', `没有编号为 ${id} 的回补。`, { id });
        if (ended.state !== 'done') desk.found();
        desk.print(ended, () => listText([ended]));
      }),
    );
}

function addSteer(backfill: Command, desk: Desk, move: 'stop' | 'resume', description: string): void {
  backfill
    .command(`${move} <编号>`)
    .description(description)
    .option('--why <理由>', '为什么，记入审计')
    .addHelpText('after', `\n示例：\n  hub backfill ${move} 3 --why 部门来电`)
    .action((id: string, { why = null }: { readonly why?: string | null }) =>
      desk.withStore(async (store) => {
        const at = desk.clock.now();
        const by = userInfo().username;
        const steering = { move, by, why, at };
        const source = await store.database.transaction((tx) => steerBackfill(tx, toId(id), steering));
        if (source === null) desk.fail('HUB_REFUSED', `回补 ${id} 不存在，或它的状态不允许这样做。`, { id });
        const found = await readBackfills(store.database, { source: null, id, limit: 1 }, at);
        desk.print(found[0] ?? null, () => listText(found));
      }),
    );
}

function listText(found: readonly BackfillStatus[]): string {
  if (found.length === 0) return '没有回补。';
  const figures = ['进度', '已读', '入库', '重复', '留给实时', '静默消息'];
  const titles = ['来源', '数据流', '从', '到', '状态'].map((title) => ({ title }));
  return table(
    [
      { title: '编号', right: true },
      ...titles,
      ...figures.map((title) => ({ title, right: true as const })),
      { title: '提交' },
      { title: '说明' },
    ],
    found.map((one) => [
      one.id,
      one.source,
      one.stream,
      one.from,
      one.to,
      titleOf(one.state),
      one.fraction === null ? '—' : `${Math.floor(one.fraction * 100)}%`,
      ...[one.read, one.published, one.repeated, one.left, one.withheld].map(String),
      `${one.requestedBy} ${timeText(one.requestedAt)}`,
      noteOf(one),
    ]),
  );
}

function noteOf({ fault, ready, liveFrom, rate, secondsLeft, state }: BackfillStatus): string {
  if (fault !== null) return fault.sentence;
  if (!ready) return '首次装载完成后开始';
  if (state === 'running' && rate !== null) return `${Math.round(rate)} 行/秒，约剩 ${ageText(secondsLeft)}`;
  return liveFrom === null ? '' : `${liveFrom} 起由实时读取反复回看，未再读`;
}
