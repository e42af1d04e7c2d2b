import { setTimeout as pause } from 'node:timers/promises';
import { HubError, type Clock, type Transactions } from '#base/contracts';
import { Bell } from './bell.js';
import type { Channel } from './channel.js';
import { LaneLease } from './lane-lease.js';
import { LaneWorker } from './lane-worker.js';
import type { SenderObserver, SenderSettings } from './sender-settings.js';
import { outboxChannel } from './sql/notify-outbox.js';

/** A database that can be listened to; `onNotice` is also called after each connection, since notices may have been missed. */
export interface NotifyingDatabase extends Transactions {
  listen(channel: string, onNotice: () => void, signal: AbortSignal): Promise<void>;
}

/** What a sender is made of. `owner` names this process among all that share the lanes. */
export interface SenderParts {
  readonly database: NotifyingDatabase;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly observer: SenderObserver;
  readonly settings: SenderSettings;
  readonly owner: string;
}

const listenPatienceMs = 2_000;

/** Sends what waits in the outbox until told to stop. Several senders share the lanes by leases and never work on the same one. */
export class OutboxSender {
  readonly #parts: SenderParts;
  readonly #bell = new Bell();
  readonly #stopping = new AbortController();
  readonly #deaf = new AbortController();
  readonly #listening = Promise.withResolvers<void>();
  #finished: Promise<unknown> = Promise.resolve();
  #ear: Promise<void> | null = null;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Takes its first lanes, then works in the background; a database that is away is waited for. */
  async start(): Promise<void> {
    const { database, clock, observer, settings, owner } = this.#parts;
    const { signal } = this.#stopping;
    const lease = new LaneLease({
      database,
      clock,
      observer,
      owner,
      leaseMs: settings.leaseMs,
      bell: this.#bell,
    });
    await lease.renew().catch((fault: unknown) => {
      if (!(fault instanceof HubError) || fault.remedy !== 'retry') throw fault;
      observer.outage(fault, settings.leaseMs / 4);
    });
    const workers = Array.from({ length: settings.workers }, (_, place) => {
      const lanes = (): readonly number[] => lease.held().filter((lane) => lane % settings.workers === place);
      return new LaneWorker({ ...this.#parts, bell: this.#bell, lanes });
    });
    this.#finished = Promise.all([...workers.map((worker) => worker.run(signal)), lease.keep(signal)]).then(
      () => lease.leave(),
    );
    const onNotice = (): void => {
      this.#listening.resolve();
      this.#bell.ring();
    };
    this.#ear = database.listen(outboxChannel, onNotice, this.#deaf.signal);
  }

  /** Ends after the rounds under way; the lanes are free for others at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#finished;
    if (this.#ear === null) return;
    // A listener told to end while it is still connecting would not hear it.
    await Promise.race([this.#listening.promise, pause(listenPatienceMs, undefined, { ref: false })]);
    this.#deaf.abort();
    await this.#ear;
  }
}
