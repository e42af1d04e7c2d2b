import { remedyOf } from '#base/contracts';
import { pauseFor, waitMs } from './backoff.js';
import type { FetchedBatch, LaneRules, PartitionFeed } from './lane-rules.js';

/**
 * Works through one partition, one batch after the other, with one more batch waiting. It is apart from the fetch loop, so
 * a long or failing batch neither starves heartbeats nor holds other partitions.
 */
export class PartitionLane {
  readonly #ending = new AbortController();
  #waiting: FetchedBatch | null = null;
  #wake: (() => void) | null = null;
  /** Where the next fetched batch must begin; null until the fence is known. */
  #expected: bigint | null = null;
  #strict = true;
  /** Where it stands has to be asked again: its topic may be another one, or have lost what comes next. */
  #doubtful = false;
  #behind = 0;
  #jumped = false;
  #attempts = 0;
  #stalls = 0;
  #busySince: number | null = null;
  #movedAt: number | null = null;
  #toCommit: bigint | null = null;
  #committing: Promise<void> | null = null;
  readonly done: Promise<void>;

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly feed: PartitionFeed,
    readonly rules: LaneRules,
    after: Promise<void>,
  ) {
    feed.pause();
    this.done = after.then(() => this.#run());
  }

  /** Failures, or rewinds without progress, of the batch in hand so far; 0 when it goes well. */
  get attempts(): number {
    return Math.max(this.#attempts, this.#stalls);
  }

  /** Since when the work in hand has been going on, in milliseconds; null while there is none. */
  get busySince(): number | null {
    return this.#busySince;
  }

  /** When a batch last became durable, in milliseconds. */
  get movedAt(): number | null {
    return this.#movedAt;
  }

  /** Takes a fetched batch over, or refuses it: then it will be fetched again. */
  offer(fetched: FetchedBatch): boolean {
    if (this.#expected === null || this.#waiting !== null || this.#ending.signal.aborted) return false;
    if (this.#strict && fetched.askedOffset !== this.#expected) {
      // Fetched before the seek, so ask again; a second answer from further on means that nothing lies in between.
      this.#strict = false;
      this.feed.seek(this.#expected);
      return false;
    }
    if (this.#isElsewhere(fetched, this.#expected)) return false;
    this.#strict = false;
    this.#expected = fetched.endOffset;
    this.#waiting = fetched;
    this.feed.pause();
    this.#wake?.();
    return true;
  }

  /** Whether a batch does not begin where it should; what that means is asked of the fence and the broker. */
  #isElsewhere({ askedOffset }: FetchedBatch, expected: bigint): boolean {
    if (askedOffset < expected) {
      // The broker has nothing at the expected offset and began elsewhere: once may be a late answer, twice is not.
      this.#behind += 1;
      if (this.#behind > 1) this.recheck();
      else this.feed.seek(expected);
      return true;
    }
    this.#behind = 0;
    const jumps = askedOffset > expected && !this.#jumped;
    if (jumps) this.recheck();
    this.#jumped = jumps;
    return jumps;
  }

  /** After a rebalance that left the partition here: the client has forgotten its position, and the topic may be another one. */
  rejoined(): void {
    this.feed.pause();
    this.recheck();
  }

  /** Asks again where to go on, before the next batch. */
  recheck(): void {
    if (this.#expected === null) return;
    this.#doubtful = true;
    this.#waiting = null;
    this.feed.pause();
    this.#wake?.();
  }

  /** Interrupts waits and starts no further batch; `done` resolves when the batch in hand has ended. */
  close(): Promise<void> {
    this.#ending.abort();
    this.#wake?.();
    return this.done;
  }

  async #run(): Promise<void> {
    if (!(await this.#start())) return;
    for (let next = await this.#take(); next !== null; next = await this.#take()) await this.#work(next);
    await this.#committing;
  }

  /** Goes to where the fence says; false when the lane was closed meanwhile. */
  async #start(): Promise<boolean> {
    this.#doubtful = false;
    const start = await this.#untilDone(() => this.rules.startOffset(this.topic, this.partition));
    if (start === undefined) return false;
    this.#waiting = null;
    this.#behind = 0;
    this.#goTo(start ?? 0n);
    this.feed.resume();
    return true;
  }

  async #take(): Promise<FetchedBatch | null> {
    while ((this.#waiting === null || this.#doubtful) && !this.#ending.signal.aborted) {
      if (this.#doubtful) {
        if (!(await this.#start())) return null;
        continue;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
    if (this.#ending.signal.aborted) return null;
    const taken = this.#waiting;
    this.#waiting = null;
    this.feed.resume();
    return taken;
  }

  async #work(fetched: FetchedBatch): Promise<void> {
    const begun = this.rules.clock.now().getTime();
    const outcome = await this.#untilDone(() => this.rules.handler(fetched.batch, this.#ending.signal));
    if (outcome === undefined) return;
    this.#commit(outcome.nextOffset);
    const first = fetched.batch.messages[0]?.offset ?? fetched.askedOffset;
    this.#stalls = outcome.nextOffset > first ? 0 : this.#stalls + 1;
    if (this.#stalls === 0) this.#movedAt = this.rules.clock.now().getTime();
    if (outcome.nextOffset === nextAfter(fetched)) this.#report(fetched, begun);
    else await this.#move(first, outcome.nextOffset);
  }

  async #move(from: bigint, to: bigint): Promise<void> {
    this.rules.observer.onMoved?.({ topic: this.topic, partition: this.partition, from, to });
    this.#waiting = null;
    this.#goTo(to);
    this.feed.resume();
    if (this.#stalls === 0) return;
    await pauseFor(waitMs(this.rules.backOff, this.#stalls, this.rules.random), this.#ending.signal);
  }

  /** Repeats until it succeeds; undefined when the lane was closed or the fault says stop. */
  async #untilDone<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#busySince = this.rules.clock.now().getTime();
    for (;;) {
      if (this.#ending.signal.aborted) return undefined;
      try {
        const result = await work();
        this.#attempts = 0;
        this.#busySince = null;
        return result;
      } catch (fault) {
        if (this.#ending.signal.aborted) return undefined;
        if (remedyOf(fault) === 'stop') {
          this.rules.stop(fault);
          return undefined;
        }
        await this.#waitToRetry(fault);
      }
    }
  }

  #waitToRetry(fault: unknown): Promise<void> {
    this.#attempts += 1;
    const wait = waitMs(this.rules.backOff, this.#attempts, this.rules.random);
    const { topic, partition } = this;
    this.rules.observer.onRetry?.({ topic, partition, attempt: this.#attempts, waitMs: wait, fault });
    return pauseFor(wait, this.#ending.signal);
  }

  #goTo(offset: bigint): void {
    this.#expected = offset;
    this.#strict = true;
    this.feed.seek(offset);
  }

  #commit(offset: bigint): void {
    this.#toCommit = offset;
    this.#committing ??= this.#commitLatest();
  }

  async #commitLatest(): Promise<void> {
    for (let offset = this.#toCommit; offset !== null; offset = this.#toCommit) {
      this.#toCommit = null;
      await this.feed.commit(offset);
    }
    this.#committing = null;
  }

  #report(fetched: FetchedBatch, begun: number): void {
    const { messages, highWatermark } = fetched.batch;
    const now = this.rules.clock.now().getTime();
    const behind = highWatermark - fetched.endOffset;
    this.rules.observer.onBatch?.({
      topic: this.topic,
      partition: this.partition,
      size: messages.length,
      seconds: (now - begun) / 1000,
      lagMessages: Number(behind > 0n ? behind : 0n),
      lagSeconds: Math.max(0, now - (messages[0]?.timestamp ?? now)) / 1000,
    });
  }
}

function nextAfter({ batch, endOffset }: FetchedBatch): bigint {
  const last = batch.messages.at(-1);
  return last === undefined ? endOffset : last.offset + 1n;
}
