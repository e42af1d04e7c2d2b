import { setTimeout } from 'node:timers/promises';
import type { Clock, Transactions } from '#base/contracts';
import type { Bell } from './bell.js';
import type { SenderObserver } from './sender-settings.js';
import { leaveLanes } from './sql/leave-lanes.js';
import { releaseLanes } from './sql/release-lanes.js';
import { shareLanes } from './sql/share-lanes.js';

interface LeaseParts {
  readonly database: Transactions;
  readonly clock: Clock;
  readonly bell: Bell;
  readonly observer: SenderObserver;
  readonly owner: string;
  readonly leaseMs: number;
}

/** The lanes reserved for one sender. Lanes it gives up rest for one renewal, so that rounds under way end first. */
export class LaneLease {
  readonly #parts: LeaseParts;
  #lanes: readonly number[] = [];
  #resting: ReadonlySet<number> = new Set();
  #until = 0;

  constructor(parts: LeaseParts) {
    this.#parts = parts;
  }

  /** The lanes that may be worked on now; none once the lease has run out unrenewed. */
  held(): readonly number[] {
    return this.#parts.clock.now().getTime() < this.#until ? this.#lanes : [];
  }

  /** Renews the lease and takes or gives up lanes, so that every sender has its share. */
  async renew(): Promise<void> {
    const { database, clock, owner, leaseMs, bell, observer } = this.#parts;
    const asked = clock.now().getTime();
    const before = this.#lanes.join();
    const { mine, surplus } = await database.transaction(async (tx) => {
      const share = await shareLanes(tx, owner, leaseMs);
      const rested = share.surplus.filter((lane) => this.#resting.has(lane));
      if (rested.length > 0) await releaseLanes(tx, owner, rested);
      return share;
    });
    this.#lanes = mine;
    this.#resting = new Set(surplus);
    this.#until = asked + leaseMs;
    if (mine.join() === before) return;
    observer.lanes(mine);
    bell.ring();
  }

  /** Renews until the signal. A renewal that fails is tried again; the lanes are lost only when the lease runs out. */
  async keep(signal: AbortSignal): Promise<void> {
    const { leaseMs, observer } = this.#parts;
    const everyMs = leaseMs / 4;
    while (!signal.aborted) {
      await pause(everyMs, signal);
      if (!signal.aborted) await this.renew().catch((fault: unknown) => observer.outage(fault, everyMs));
    }
  }

  /** Gives everything back; when the database is away the lease simply runs out. */
  async leave(): Promise<void> {
    const { database, owner, observer } = this.#parts;
    this.#lanes = [];
    await database
      .transaction((tx) => leaveLanes(tx, owner))
      .catch((fault: unknown) => observer.outage(fault, 0));
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
