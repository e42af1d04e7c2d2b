import type { WaitCause } from '#base/pacing';

/** What is known of a source when its health is judged. Instants are those of the hub's database. */
export interface HealthFacts {
  readonly enabled: boolean;
  /** Whether the department sends by itself: nobody reads it, and its silence proves nothing. */
  readonly pushed: boolean;
  readonly fault: string | null;
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
  | 'off'
  | 'tripped'
  | 'faulted'
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
  const { enabled, fault, leasedAt, openUntil, closedUntil, held, now } = facts;
  if (!enabled) return health('off', true, '已停用，不读取');
  if (openUntil !== null && openUntil > now)
    return health('tripped', false, '读取反复停滞或超时，已停读，到时再试一次', openUntil);
  if (fault !== null) return health('faulted', false, fault);
  if (held.length > 0) return health('held', false, heldSentence(held));
  if (facts.pushed) return health('pushed', true, pushedSentence(facts));
  if (leasedAt === null) return health('unread', false, '没有采集进程在读，请确认采集进程在运行');
  if (closedUntil !== null && closedUntil > now)
    return health('closed', true, '不在部门允许读取的时段内，到时继续', closedUntil);
  return null;
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
