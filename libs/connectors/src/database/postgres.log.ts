import {
  HubError,
  type CheckLine,
  type LogMark,
  type LogPage,
  type LogStanding,
  type StreamDefinition,
} from '#base/contracts';
import type { DatabaseLog, LogContext } from './log-context.js';
import { LogWalk } from './log-walk.js';
import { PostgresFeed } from './postgres.feed.js';
import { checkLog, requirePublished } from './postgres.log-check.js';
import { dropSlot, findSlot, makeSlot, slotReleased, type Slot } from './postgres.slot.js';
import { parseLsn, printLsn } from './postgres.wire.js';

const waitMs = 25;
const megabyte = 2 ** 20;

/** An open connection and how far it was followed. */
interface Following {
  readonly feed: PostgresFeed;
  readonly walk: LogWalk;
}

/** PostgreSQL's logical replication by `pgoutput`: one slot and one connection for all streams of a source. */
class PostgresLog implements DatabaseLog {
  readonly #context: LogContext;
  #following: Following | null = null;

  constructor(context: LogContext) {
    this.#context = context;
  }

  async standing(known: string | null): Promise<LogStanding> {
    const found = await findSlot(this.#context);
    const verdict = found === null ? null : this.#judge(found);
    if (verdict !== null) await this.#giveUp();
    const kept = verdict === null ? found : null;
    const slot = kept ?? (await makeSlot(this.#context));
    return {
      place: printLsn(slot.confirmed),
      continuous: kept !== null && known !== null && holds(kept, parseLsn(known)),
      retainedBytes: slot.retainedBytes,
      warning: verdict ?? this.#warning(slot),
      dropped: verdict !== null,
    };
  }

  async *read(
    streams: readonly StreamDefinition[],
    after: string,
    pageSize: number,
    signal: AbortSignal,
  ): AsyncGenerator<LogPage> {
    const { feed, walk } = await this.#open(streams, parseLsn(after));
    const target = (await findSlot(this.#context))?.current ?? 0n;
    let heardAt = this.#now();
    while (!signal.aborted && !walk.reached(target)) {
      const message = await feed.next(waitMs);
      if (message === null) this.#refuseSilence(heardAt);
      else {
        heardAt = this.#now();
        await walk.take(message);
      }
      const page = walk.due(pageSize) ? await walk.page() : null;
      if (page !== null) yield page;
    }
    const rest = signal.aborted ? null : await walk.page();
    if (rest !== null) yield rest;
  }

  async confirm(place: string): Promise<void> {
    this.#following?.feed.confirm(parseLsn(place));
    await Promise.resolve();
  }

  async look(): Promise<LogMark | null> {
    const slot = await findSlot(this.#context);
    if (slot === null) return null;
    const verdict = this.#judge(slot);
    if (verdict !== null) await this.#giveUp();
    const { retainedBytes } = slot;
    return { retainedBytes, warning: verdict ?? this.#warning(slot), dropped: verdict !== null };
  }

  async leave(): Promise<void> {
    if ((await findSlot(this.#context)) !== null) await this.#giveUp();
  }

  earlier(left: string, right: string): string {
    return parseLsn(left) < parseLsn(right) ? left : right;
  }

  check(): Promise<readonly CheckLine[]> {
    return checkLog(this.#context);
  }

  async close(): Promise<void> {
    await this.#following?.feed.close();
    this.#following = null;
  }

  async #open(streams: readonly StreamDefinition[], after: bigint): Promise<Following> {
    if (this.#following !== null) return this.#following;
    await requirePublished(this.#context, streams);
    await slotReleased(this.#context);
    const { settings, sessionPlan, clock } = this.#context;
    const { slot, publication } = settings;
    const feed = await PostgresFeed.open(sessionPlan, { slot, publication, after }, clock);
    this.#following = { feed, walk: new LogWalk(this.#context, streams, after) };
    return this.#following;
  }

  /** Why the slot must go; null while it may stay. */
  #judge(slot: Slot): string | null {
    const { source, settings } = this.#context;
    if (slot.lost) {
      return `数据源 ${source.id} 的复制槽 ${settings.slot} 已被对方数据库作废，枢纽重建复制槽并整表重读补齐。`;
    }
    if (settings.dropSlotAt === null || slot.retainedBytes < settings.dropSlotAt) return null;
    return `数据源 ${source.id} 的复制槽 ${settings.slot} 在对方磁盘上保留了 ${megabytes(slot.retainedBytes)} MB 日志，达到上限 ${megabytes(settings.dropSlotAt)} MB；枢纽已删除该槽以保护对方磁盘，重建后整表重读补齐。`;
  }

  #warning(slot: Slot): string | null {
    const { source, settings } = this.#context;
    if (slot.retainedBytes < settings.warnAt) return null;
    return `数据源 ${source.id} 的复制槽 ${settings.slot} 在对方磁盘上保留了 ${megabytes(slot.retainedBytes)} MB 日志（提醒线 ${megabytes(settings.warnAt)} MB）；请检查采集是否跟得上、对方是否有长事务未结束。`;
  }

  async #giveUp(): Promise<void> {
    await this.close();
    await dropSlot(this.#context);
  }

  #refuseSilence(since: number): void {
    const { source, sessionPlan } = this.#context;
    if (this.#now() - since < sessionPlan.queryTimeoutMs) return;
    throw new HubError(
      'HUB_SOURCE_TIMEOUT',
      `数据源 ${source.id} 的变更日志在 ${Math.round(sessionPlan.queryTimeoutMs / 1000)} 秒内没有回应，将自动重试；请联系该部门查看数据库负载。`,
      { source: source.id },
    );
  }

  #now(): number {
    return this.#context.clock.now().getTime();
  }
}

/** Opens the log of a PostgreSQL source. */
export function openPostgresLog(context: LogContext): DatabaseLog {
  return new PostgresLog(context);
}

/** A place after what the server may have forgotten and before what it has not yet written: a server restored from a copy knows less than we do. */
function holds(slot: Slot, known: bigint): boolean {
  return known >= slot.confirmed && known <= slot.current;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / megabyte);
}
