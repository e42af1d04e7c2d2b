import { hash } from 'node:crypto';
import type { Clock } from '#base/contracts';
import { readConfigFolder } from '#base/settings';
import type { Log } from '#base/telemetry';
import { compileStandards, type Standards } from '#libs/mapping';

interface Parts {
  /** Folder of the configuration. */
  readonly configDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How often the documents are looked at again. */
  readonly reloadMs: number;
}

interface Compiled {
  readonly digest: string;
  readonly standards: Standards;
}

/**
 * The mapping documents in force for a process that asks often. Documents that change on disk take effect within `reloadMs`, without a restart;
 * broken ones are told once and the last good ones stay in force. Without any good ones it throws what is wrong, every time it is asked.
 */
export class StandardsInForce {
  #held: Compiled | null = null;
  /** What was last found broken. */
  #broken: string | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<Standards> | null = null;

  constructor(private readonly parts: Parts) {}

  /** Reads the folder only when the last look is too old, and once for all who ask meanwhile. */
  current(): Promise<Standards> {
    const now = this.parts.clock.now().getTime();
    if (this.#held !== null && now - this.#lookedAt < this.parts.reloadMs)
      return Promise.resolve(this.#held.standards);
    this.#looking ??= this.#look(now).finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(now: number): Promise<Standards> {
    const { documents: texts } = await readConfigFolder(this.parts.configDir, 'standards');
    this.#lookedAt = now;
    const digest = hash('sha256', JSON.stringify(texts));
    const held = this.#held;
    if (held !== null && (digest === held.digest || digest === this.#broken)) return held.standards;
    try {
      const standards = compileStandards(texts);
      this.#held = { digest, standards };
      return standards;
    } catch (thrown) {
      this.#broken = digest;
      if (held === null) throw thrown;
      this.parts.log.fault(thrown);
      return held.standards;
    }
  }
}
