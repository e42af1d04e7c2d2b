import { HubError, type Clock, type SourceId } from '#base/contracts';
import type { Gate } from '#base/pacing';
import type { CollectObserver, ReadingObserver } from './observer.js';

/** Signs of life of one reading: rows that became durable, a poll that went through, an answer of the source, or a wait that is our own. */
export class Vigil {
  #at: number;
  #asleep = false;
  #progressed = false;

  constructor(
    private readonly clock: Clock,
    private readonly gate: Gate,
  ) {
    this.#at = clock.now().getTime();
  }

  /** Since when nothing has been heard, in milliseconds. */
  get silentMs(): number {
    const now = this.clock.now().getTime();
    return this.#asleep ? 0 : now - Math.max(this.#at, this.gate.livedAt);
  }

  /** Whether rows became durable or a poll went through. */
  get progressed(): boolean {
    return this.#progressed;
  }

  /** The reading pauses between polls, or goes on. */
  sleeps(asleep: boolean): void {
    this.#asleep = asleep;
    this.#moved();
  }

  /** The same observer, with an eye on what moves. */
  watching(observer: CollectObserver): ReadingObserver {
    return {
      retained: (source, bytes) => observer.retained(source, bytes),
      late: (source, stream, rows) => observer.late(source, stream, rows),
      noticed: (source, sentence) => observer.noticed(source, sentence),
      faulted: (source, thrown, retryInMs) => observer.faulted(source, thrown, retryInMs),
      counted: (source, stream, counts) => {
        this.#progressed = true;
        this.#moved();
        observer.counted(source, stream, counts);
      },
      published: (source, stream, seconds) => {
        this.#moved();
        observer.published(source, stream, seconds);
      },
      polled: (source, streams) => {
        this.#progressed = true;
        this.#moved();
        observer.polled(source, streams);
      },
    };
  }

  #moved(): void {
    this.#at = this.clock.now().getTime();
  }
}

/** The fault of a reading that hangs. */
export function stalled(source: SourceId, silentMs: number): HubError {
  const seconds = Math.round(silentMs / 1_000);
  return new HubError(
    'HUB_SOURCE_STALLED',
    `读取数据源 ${source} 已有 ${seconds} 秒没有任何进展，也未能证实已读空，已中止并重新开始；若反复出现，请联系该部门查看系统负载。`,
    { source, seconds },
  );
}
