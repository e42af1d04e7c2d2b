import { HubError, type Clock, type Queryable } from '#base/contracts';
import type { Log } from '#base/telemetry';
import { joinStandards, standardName, type StandardEntry, type Standards } from '#libs/mapping';
import { compileHeld } from './compile-held.js';
import { selectEdition, selectNewest } from './sql/select-standards.js';

interface Parts {
  readonly database: Queryable;
  readonly clock: Clock;
  readonly log: Log;
  /** How often it is asked whether anything was applied. */
  readonly reloadMs: number;
}

/** The documents in force, and which version of each. */
export interface InForce {
  readonly standards: Standards;
  /** By document name. */
  readonly versions: ReadonlyMap<string, number>;
}

/**
 * The mapping documents in force for a process that asks often: the newest applied version of each, from the database. What is applied takes
 * effect within `reloadMs`, without a restart; files on disk have none. A version that today's rules no longer read is told once and left out.
 */
export class StandardsInForce {
  #held: (InForce & { readonly edition: string }) | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<InForce> | null = null;

  constructor(private readonly parts: Parts) {}

  /** The documents in force. Throws HUB_MAPPING_NOT_APPLIED while none was ever applied. */
  async current(): Promise<Standards> {
    return (await this.inForce()).standards;
  }

  /** The same with versions; reads the database only when the last look is too old, and once for all who ask meanwhile. */
  inForce(): Promise<InForce> {
    const now = this.parts.clock.now().getTime();
    if (this.#held !== null && now - this.#lookedAt < this.parts.reloadMs) return Promise.resolve(this.#held);
    this.#looking ??= this.#look(now).finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(now: number): Promise<InForce> {
    const edition = await selectEdition(this.parts.database);
    this.#lookedAt = now;
    if (this.#held?.edition === edition) return this.#held;
    const newest = await selectNewest(this.parts.database);
    if (newest.length === 0)
      throw new HubError('HUB_MAPPING_NOT_APPLIED', '枢纽还没有应用任何映射文件，请先运行 hub setup。');
    const entries: StandardEntry[] = [];
    const versions = new Map<string, number>();
    for (const version of newest) {
      const entry = compileHeld(version, (fault) => this.parts.log.fault(fault));
      if (entry === null) continue;
      entries.push(entry);
      versions.set(standardName(entry.document), version.version);
    }
    this.#held = { edition, standards: joinStandards(entries), versions };
    return this.#held;
  }
}
