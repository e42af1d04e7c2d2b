import type { Clock } from '#base/contracts';
import type { Log } from '#base/telemetry';
import type { TakenReply } from '#libs/tracking';

const sayEveryMs = 5_000;

/** Sums what happened and says it in one line every few seconds. */
export class Tally {
  readonly #clock: Clock;
  readonly #log: Log;
  #counts = new Map<string, number>();
  #saidAt = 0;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  delivered(messages: number): void {
    this.#add('送达消息', messages);
  }

  heard(taken: readonly TakenReply[]): void {
    const good = taken.filter(({ outcome }) => outcome === 'accepted' || outcome === 'late').length;
    const repeated = taken.filter(({ outcome }) => outcome === 'repeated').length;
    this.#add('收到回执和来文', good);
    this.#add('其中逾期', taken.filter(({ outcome }) => outcome === 'late').length);
    this.#add('重复', repeated);
    this.#add('隔离', taken.length - good - repeated);
  }

  reminded(steps: number, missed: number): void {
    this.#add('提醒催办督办', steps);
    this.#add('逾期', missed);
  }

  /** Says the sums since the last time, unless that was a moment ago. */
  tell(): void {
    const now = this.#clock.now().getTime();
    if (this.#counts.size === 0 || now - this.#saidAt < sayEveryMs) return;
    this.#saidAt = now;
    this.#log.info([...this.#counts].map(([what, count]) => `${what} ${count} 条`).join('，'));
    this.#counts = new Map();
  }

  #add(what: string, count: number): void {
    if (count > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }
}
