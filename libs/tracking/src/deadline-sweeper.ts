import { setTimeout } from 'node:timers/promises';
import { sendDigests } from './send-digests.js';
import { sweepAbreast } from './sweep-abreast.js';
import type { Swept, SweepParts } from './sweep-deadlines.js';

/** What the sweeper tells its surroundings. */
export interface SweepObserver {
  swept(swept: Swept, seconds: number): void;
  failed(fault: unknown): void;
}

/** When and how often it sweeps. `mayFire` answers false while replies still wait to be read: they may meet what looks missed. */
export interface SweeperSettings {
  readonly everyMs: number;
  mayFire(): boolean;
}

/** Sweeps again and again until it is stopped. Any number of them may run; each step fires once. Digests go out when nothing more is due. */
export class DeadlineSweeper {
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;

  constructor(
    readonly parts: SweepParts,
    readonly settings: SweeperSettings,
    readonly observer: SweepObserver,
  ) {}

  start(): void {
    this.#running ??= this.#run(this.#stopping.signal);
  }

  /** Ends after the sweep under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    let before: Swept | null = null;
    while (!signal.aborted) {
      before = this.settings.mayFire() ? await this.#sweep(before) : null;
      if (before?.more !== true) await pause(this.settings.everyMs, signal);
    }
  }

  async #sweep(before: Swept | null): Promise<Swept | null> {
    try {
      const started = performance.now();
      const swept = await sweepAbreast(this.parts, before);
      const digests = swept.more ? [] : await sendDigests(this.parts);
      const reminders = [...swept.reminders, ...digests];
      this.observer.swept({ ...swept, reminders }, (performance.now() - started) / 1000);
      return swept;
    } catch (fault) {
      this.observer.failed(fault);
      return null;
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
