import { setTimeout as pause } from 'node:timers/promises';
import { progressOf, type StatusDesk } from './settle.js';
import { foldedSince, rest, say, warn } from './terminal.js';

const minuteMs = 60_000;

/** Once a minute, until the signal: one line on what moved, and which warnings came again. Everything else is in var/log. */
export async function tellByTheMinute(desk: StatusDesk, signal: AbortSignal): Promise<void> {
  rest();
  for (let before: Sums | null = null; ;) {
    await pause(minuteMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const keptBack = foldedSince();
    const now = await sumsOf(desk, signal);
    if (now === null) warn('监测接口没有应答，请用 npm run hub -- status 查看。');
    else say(sentenceOf(now, before, keptBack));
    before = now ?? before;
  }
}

interface Sums {
  readonly read: number;
  readonly unified: number;
  readonly parked: number;
  readonly unsent: number;
}

async function sumsOf(desk: StatusDesk, signal: AbortSignal): Promise<Sums | null> {
  const progress = await progressOf(desk, signal);
  if (progress === null) return null;
  const { sources, outbox } = progress;
  const sum = (count: (source: (typeof sources)[number]) => number): number =>
    sources.reduce((total, source) => total + count(source), 0);
  return {
    read: sum(({ read }) => read),
    unified: sum(({ unified }) => unified),
    parked: sum(({ parked }) => parked),
    unsent: outbox.messages,
  };
}

function sentenceOf(now: Sums, before: Sums | null, keptBack: number): string {
  const moved =
    before === null ? now : { read: now.read - before.read, unified: now.unified - before.unified };
  const since = before === null ? '至今' : '近一分钟';
  const again = keptBack === 0 ? '' : `；已说过的提示又有 ${keptBack} 次`;
  return `运行中：${since}读取 ${moved.read} 条、统一 ${moved.unified} 条；停放共 ${now.parked} 条，待发消息 ${now.unsent} 条${again}。`;
}
