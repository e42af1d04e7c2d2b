import { faultCodes, isFaultCode } from '#base/contracts';
import type { WaitCause } from '#base/pacing';

/** What is known of a source when its health is judged. Instants are those of the hub's database. */
export interface HealthFacts {
  /** Where it is in its life; only an enabled one is read. */
  readonly state: string;
  /** Whether the department sends by itself: nobody reads it, and its silence proves nothing. */
  readonly pushed: boolean;
  readonly fault: { readonly code: string; readonly sentence: string } | null;
  /** When a source at fault is tried again; in the past while that try is under way. */
  readonly nextTryAt: Date | null;
  /** Since when a collector holds it; null while nobody does. */
  readonly leasedAt: Date | null;
  /** The newest move of a checkpoint, and the oldest proof among the streams that one was read up. */
  readonly progressAt: Date | null;
  readonly drainedAt: Date | null;
  readonly pollMs: number;
  /** The breaker: until when it keeps the source closed, and whether the reading under way is its trial. */
  readonly openUntil: Date | null;
  readonly trial: boolean;
  /** Until when the department's hours keep it closed. */
  readonly closedUntil: Date | null;
  /** When reading last waited, and for what. */
  readonly throttledAt: Date | null;
  readonly throttledBy: WaitCause | null;
  /** Its streams that are held because too many of their records were parked. */
  readonly held: readonly string[];
  readonly now: Date;
}

/** The states an operator sees. */
export type HealthState =
  | 'draft'
  | 'checked'
  | 'previewed'
  | 'paused'
  | 'retired'
  | 'tripped'
  | 'retrying'
  | 'stopped'
  | 'held'
  | 'unread'
  | 'pushed'
  | 'closed'
  | 'trial'
  | 'starting'
  | 'stalled'
  | 'throttled'
  | 'drained'
  | 'running';

/**
 * One state, whether it needs nobody, and one sentence; `nextAt` is when the hub will try or look again, where that is known. `throttledBy` is what a
 * throttled source waits for; null in any other state.
 */
export interface SourceHealth {
  readonly state: HealthState;
  readonly healthy: boolean;
  readonly sentence: string;
  readonly nextAt: Date | null;
  readonly throttledBy: WaitCause | null;
}

/** Without durable progress, and not proven empty, for so long (and a poll's pause), a source is stalled. */
const quietMs = 300_000;
const latelyMs = 60_000;
/** What is not read on purpose needs nobody; the sentence says what comes next. */
const notRead: ReadonlyMap<string, SourceHealth> = new Map([
  ['draft', health('draft', true, '草稿，尚未检查；下一步：hub check')],
  ['checked', health('checked', true, '已检查，尚未预览；下一步：hub preview')],
  ['previewed', health('previewed', true, '已预览，尚未启用；下一步：hub sources enable')],
  ['paused', health('paused', true, '已由人暂停，进度保留；恢复：hub sources resume')],
  ['retired', health('retired', true, '已退役，不再读取，历史保留')],
]);
const throttledSentences: Readonly<Record<WaitCause, string>> = {
  budget: '按部门给的额度放慢读取',
  slow: '对方系统答复变慢或超时，枢纽已放慢读取，答复恢复后自动加快',
  asked: '对方系统要求减速（429、503 或 Retry-After），枢纽已放慢读取，平稳后自动加快',
};

/** Healthy means durable progress or proven empty, never merely running; what keeps the source closed on purpose comes before what it lacks. */
export function judgeHealth(facts: HealthFacts): SourceHealth {
  return judgeClosed(facts) ?? judgeReading(facts);
}

function judgeClosed(facts: HealthFacts): SourceHealth | null {
  const { leasedAt, openUntil, closedUntil, held, now } = facts;
  const asleep = notRead.get(facts.state);
  if (asleep !== undefined) return asleep;
  if (openUntil !== null && openUntil > now)
    return health('tripped', false, '读取反复停滞或超时，已停读，到时再试一次', openUntil);
  const fault = judgeFault(facts);
  if (fault !== null) return fault;
  if (held.length > 0) return health('held', false, heldSentence(held));
  if (facts.pushed) return health('pushed', true, pushedSentence(facts));
  if (leasedAt === null) return health('unread', false, '没有采集进程在读，请确认采集进程在运行');
  if (closedUntil !== null && closedUntil > now)
    return health('closed', true, '不在部门允许读取的时段内，到时继续', closedUntil);
  return null;
}

/** Of a source that nobody takes up again the fault is an old one: then what is missing is a collector. */
function judgeFault({ fault, nextTryAt, leasedAt, now }: HealthFacts): SourceHealth | null {
  if (fault === null) return null;
  const due = nextTryAt === null ? null : nextTryAt.getTime() - now.getTime();
  if (leasedAt === null && due !== null && due < -latelyMs)
    return health('unread', false, `没有采集进程在读，请确认采集进程在运行；最近一次故障：${fault.sentence}`);
  const nextAt = due !== null && due > 0 ? nextTryAt : null;
  if (isFaultCode(fault.code) && faultCodes[fault.code].remedy === 'stop')
    return health(
      'stopped',
      false,
      `${fault.sentence.replace(/[。.]?$/, '。')}改正后会自动再试，也可用 hub sources retry 立即重试`,
      nextAt,
    );
  return health('retrying', false, fault.sentence, nextAt);
}

function judgeReading(facts: HealthFacts): SourceHealth {
  const { trial, leasedAt, progressAt, drainedAt, throttledAt, pollMs, now } = facts;
  if (trial) return health('trial', false, '停读之后正在试读一次，成功即恢复');
  const limitMs = quietMs + pollMs;
  const age = (at: Date | null): number => (at === null ? Infinity : now.getTime() - at.getTime());
  const quiet = Math.min(age(progressAt), age(drainedAt));
  if (quiet > limitMs) {
    if (age(leasedAt) <= limitMs) return health('starting', true, '刚开始读取，尚无进展');
    return health('stalled', false, `已有${minutes(quiet)}没有任何进展，也未能证实已读空`);
  }
  if (age(throttledAt) <= latelyMs) return throttled(facts.throttledBy ?? 'budget');
  if (age(drainedAt) <= limitMs && age(progressAt) > latelyMs)
    return health('drained', true, '已读空，等待新数据');
  return health('running', true, '正在读取，有进展');
}

function health(
  state: HealthState,
  healthy: boolean,
  sentence: string,
  nextAt: Date | null = null,
): SourceHealth {
  return { state, healthy, sentence, nextAt, throttledBy: null };
}

function throttled(by: WaitCause): SourceHealth {
  return { ...health('throttled', true, throttledSentences[by]), throttledBy: by };
}

function heldSentence(held: readonly string[]): string {
  return `数据流 ${held.join('、')} 隔离过多，已暂停；其余照常。原因与恢复：hub parked fuse`;
}

function pushedSentence({ progressAt, now }: HealthFacts): string {
  if (progressAt === null) return '由部门推送，尚未收到';
  const ms = now.getTime() - progressAt.getTime();
  return `由部门推送，最近一次在${ms < 60_000 ? ' 1 分钟内' : `${minutes(ms)}前`}`;
}

function minutes(ms: number): string {
  return Number.isFinite(ms) ? ` ${Math.round(ms / 60_000)} 分钟` : '很久';
}
