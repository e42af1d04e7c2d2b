import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, RequestAnswer, SourceGate, SourceBudget } from '#base/contracts';
import { adapt, fullPace, type Pace } from './adapt.js';
import { noCost, type Cost, type WaitCause } from './cost.js';

/** Waits, but not past the signal. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

const sleepOnTimer: Sleep = (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined);
/** However slow a source answers, the next request is not further off. */
const longestRestMs = 60_000;
/** Nor is it when a source asks to be left alone for longer. */
const longestAskedMs = 3_600_000;

/**
 * Keeps one source's budget: requests wait for their turn, pages for rows and bytes, and all of them longer while the source is slow or asks
 * for less. It lives as long as a collector holds the source, so that a new connection does not forget what the last one learned.
 */
export class Gate implements SourceGate {
  #pace: Pace = fullPace;
  #nextRequest = 0;
  #nextPage = 0;
  #restUntil = 0;
  #restCause: WaitCause = 'budget';
  #waiting = 0;
  #livedAt: number;
  #cost: Cost = noCost;

  constructor(
    private readonly budget: SourceBudget,
    private readonly clock: Clock,
    private readonly sleep: Sleep = sleepOnTimer,
  ) {
    this.#livedAt = this.#now();
  }

  /** The share of the full pace that the source is given now. */
  get factor(): number {
    return this.#pace.factor;
  }

  /** When the source last answered or a wait of ours ended; now, while we wait. In milliseconds. */
  get livedAt(): number {
    return this.#waiting > 0 ? this.#now() : this.#livedAt;
  }

  /** The page size that keeps a slow pace even: no more rows than a second may bring. */
  pageSize(wanted: number): number {
    const { rowsPerSecond } = this.budget;
    return rowsPerSecond === undefined ? wanted : Math.min(wanted, Math.max(1, Math.ceil(rowsPerSecond)));
  }

  async turn(signal: AbortSignal): Promise<void> {
    const now = this.#now();
    const { requestsPerSecond } = this.budget;
    const interval = requestsPerSecond === undefined ? 0 : 1_000 / (requestsPerSecond * this.#pace.factor);
    const rest = Math.min(Math.max(now, this.#restUntil), now + longestAskedMs);
    // A clock set back must not leave the source waiting for it to catch up.
    const start = Math.max(rest, Math.min(this.#nextRequest, now + interval));
    const cause = start === rest ? this.#restCause : this.#paceCause();
    this.#nextRequest = start + interval;
    await this.#wait(start - now, cause, signal);
  }

  answered(answer: RequestAnswer): void {
    const now = this.#now();
    this.#livedAt = now;
    this.#pace = adapt(this.#pace, answer, now);
    const rest = this.budget.requestsPerSecond === undefined ? answer.ms * (1 / this.#pace.factor - 1) : 0;
    const asked = Math.min(longestAskedMs, answer.retryAfterMs ?? 0);
    this.#restUntil = now + Math.max(Math.min(longestRestMs, rest), asked);
    this.#restCause = asked > 0 && asked >= rest ? 'asked' : this.#paceCause();
    this.#cost = {
      ...this.#cost,
      requests: this.#cost.requests + 1,
      busyMs: this.#cost.busyMs + answer.ms,
      longestMs: Math.max(this.#cost.longestMs, answer.ms),
    };
  }

  /** Rows came over the line: the next page is due when the budget has room again. */
  took(rows: number, bytes: number): void {
    const now = this.#now();
    this.#livedAt = now;
    const { rowsPerSecond, bytesPerSecond } = this.budget;
    const seconds = Math.max(
      rowsPerSecond === undefined ? 0 : rows / rowsPerSecond,
      bytesPerSecond === undefined ? 0 : bytes / bytesPerSecond,
    );
    this.#nextPage = Math.max(now, this.#nextPage) + (seconds * 1_000) / this.#pace.factor;
    this.#cost = { ...this.#cost, rows: this.#cost.rows + rows, bytes: this.#cost.bytes + bytes };
  }

  /** Waits until the next page may be read. */
  async ready(signal: AbortSignal): Promise<void> {
    await this.#wait(this.#nextPage - this.#now(), this.#paceCause(), signal);
  }

  /** What was taken since the last call. */
  takeCost(): Cost {
    const cost = this.#cost;
    this.#cost = noCost;
    return cost;
  }

  /** A budget alone sets a full pace; what is slower has a cause of its own. */
  #paceCause(): WaitCause {
    return this.#pace.cause ?? 'budget';
  }

  async #wait(ms: number, cause: WaitCause, signal: AbortSignal): Promise<void> {
    if (ms <= 0 || signal.aborted) return;
    const from = this.#now();
    this.#waiting += 1;
    try {
      await this.sleep(ms, signal);
    } finally {
      this.#waiting -= 1;
      this.#livedAt = this.#now();
      const waited = Math.max(0, this.#livedAt - from);
      const { throttledMs, slowMs, askedMs } = this.#cost;
      this.#cost = {
        ...this.#cost,
        throttledMs: throttledMs + waited,
        slowMs: slowMs + (cause === 'slow' ? waited : 0),
        askedMs: askedMs + (cause === 'asked' ? waited : 0),
      };
    }
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
