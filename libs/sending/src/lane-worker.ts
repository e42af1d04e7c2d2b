import type { Clock, Transactions } from '#base/contracts';
import type { Bell } from './bell.js';
import type { Channel, SendOutcome } from './channel.js';
import type { SenderObserver, SenderSettings } from './sender-settings.js';
import { claimOutbox, type OutboxRow } from './sql/claim-outbox.js';
import { markDelivered } from './sql/mark-delivered.js';
import { markFailed, type FailedRow } from './sql/mark-failed.js';
import { pinPlan } from './sql/pin-plan.js';

/** What a worker is made of; `lanes` answers the lanes it may claim from right now. */
export interface WorkerParts {
  readonly database: Transactions;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly bell: Bell;
  readonly observer: SenderObserver;
  readonly settings: SenderSettings;
  lanes(): readonly number[];
}

const outageWaitsMs = [100, 300, 1_000, 3_000, 10_000] as const;
/** Under a steady trickle of notices a worker gathers what comes within this time instead of claiming single rows. */
const gatherMs = 8;

/**
 * Sends the rows of its lanes, round by round: claim, publish, mark. The rounds of one worker never overlap, which is what keeps
 * the order of a key. What dies between publish and mark is published again under the same id.
 */
export class LaneWorker {
  readonly #parts: WorkerParts;
  #outages = 0;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  /** Works until the signal; resolves when the last round has ended. */
  async run(signal: AbortSignal): Promise<void> {
    const { bell, settings } = this.#parts;
    while (!signal.aborted) {
      const seen = bell.rings;
      const waitMs = await this.#round();
      if (waitMs === null) continue;
      await bell.wait(this.#outages > 0 ? bell.rings : seen, Math.min(waitMs, settings.pollMs), signal);
      if (this.#outages === 0) await bell.wait(bell.rings, gatherMs, signal);
    }
  }

  /** Null when there may be more to do at once, else how long to wait. */
  async #round(): Promise<number | null> {
    const { observer, settings } = this.#parts;
    try {
      const sent = await this.#sendSome();
      this.#outages = 0;
      return sent >= settings.batchSize / 2 ? null : settings.pollMs;
    } catch (fault) {
      const waitMs = outageWaitsMs[Math.min(this.#outages, outageWaitsMs.length - 1)] ?? settings.pollMs;
      this.#outages += 1;
      observer.outage(fault, waitMs);
      return waitMs;
    }
  }

  async #sendSome(): Promise<number> {
    const { database, channel, clock, observer, settings } = this.#parts;
    const lanes = this.#parts.lanes();
    if (lanes.length === 0) return 0;
    const perLane = Math.ceil(settings.batchSize / lanes.length);
    const rows = await database.transaction(async (tx) => {
      await pinPlan(tx);
      return claimOutbox(tx, lanes, clock.now(), perLane);
    });
    if (rows.length === 0) return 0;
    const started = performance.now();
    const outcomes = await channel.send(rows);
    const delivered = await this.#mark(rows, outcomes);
    observer.sent(delivered, (performance.now() - started) / 1_000);
    return rows.length;
  }

  async #mark(rows: readonly OutboxRow[], outcomes: readonly SendOutcome[]): Promise<readonly OutboxRow[]> {
    const { database, channel, clock, observer } = this.#parts;
    const { delivered, failed } = this.#sort(rows, outcomes, clock.now());
    await database.transaction(async (tx) => {
      await pinPlan(tx);
      if (delivered.length > 0) await markDelivered(tx, channel.name, delivered, clock.now());
      if (failed.length > 0) await markFailed(tx, channel.name, failed, clock.now());
    });
    if (failed[0] !== undefined) observer.failed(failed[0].code, failed.length);
    return delivered;
  }

  #sort(rows: readonly OutboxRow[], outcomes: readonly SendOutcome[], now: Date) {
    const delivered: OutboxRow[] = [];
    const failed: FailedRow[] = [];
    for (const [index, row] of rows.entries()) {
      const outcome = outcomes[index] ?? missingOutcome;
      if (outcome.outcome === 'delivered') delivered.push(row);
      else
        failed.push({
          row,
          code: outcome.code,
          sentence: outcome.sentence,
          retryAt: this.#retryAt(row, now),
        });
    }
    return { delivered, failed };
  }

  #retryAt(row: OutboxRow, now: Date): Date {
    const schedule = this.#parts.settings.retryScheduleMs;
    const waitMs = schedule[Math.min(row.attempts, schedule.length - 1)] ?? 60_000;
    return new Date(now.getTime() + waitMs);
  }
}

const missingOutcome: SendOutcome = {
  outcome: 'failed',
  code: 'HUB_PUBLISH_FAILED',
  sentence: '通道没有说明投递结果，将自动重试。',
};
