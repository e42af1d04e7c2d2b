import type { SourceDefinition, SourceId } from '#base/contracts';
import type { CollectPorts, Patience } from './collect-ports.js';
import { collectSource } from './collect-source.js';
import type { ReleaseReason } from './observer.js';
import { pause } from './pause.js';
import { announceCollector } from './sql/announce-collector.js';
import { claimSources } from './sql/claim-sources.js';
import { releaseLease } from './sql/release-lease.js';
import { renewLeases } from './sql/renew-leases.js';
import { selectSources } from './sql/select-sources.js';
import { keepUnreadLogs } from './unread-logs.js';
import { withdrawCollector } from './sql/withdraw-collector.js';

/** How leases are kept; milliseconds. `faultRestMs` is how long a source at fault is left alone. */
export interface CollectorSettings extends Patience {
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  readonly claimMs: number;
  readonly faultRestMs: number;
}

/** So often it is asked whether a log that nobody follows is due. */
const logRoundMs = 60_000;

interface Holding {
  readonly digest: string;
  readonly stop: AbortController;
  readonly done: Promise<void>;
  reason: ReleaseReason;
}

/**
 * Shares the sources with the other collectors by leases and reads those it holds. A source is read by one collector at a time;
 * a killed one's sources are taken over when its leases run out, a stopped one's at once.
 */
export class Collector {
  readonly #held = new Map<SourceId, Holding>();
  #renewedAt: number;

  constructor(
    private readonly ports: CollectPorts,
    private readonly owner: string,
    private readonly settings: CollectorSettings,
  ) {
    this.#renewedAt = ports.clock.now().getTime();
  }

  /** The sources it reads now. */
  get held(): readonly SourceId[] {
    return [...this.#held.keys()];
  }

  /** Works until the signal, then stops every reading, waits for it and gives the leases back. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.#repeat(this.settings.claimMs, signal, () => this.#share(signal)),
      this.#repeat(this.settings.heartbeatMs, signal, () => this.#heartbeat()),
      this.#repeat(logRoundMs, signal, () => this.#keepLogs(signal)),
    ]);
    await Promise.all([...this.#held.keys()].map((source) => this.#let(source, 'stopped')));
    await withdrawCollector(this.ports.database, this.owner).catch(() => undefined);
  }

  /** A round that fails (the hub's database is away) is followed by the next one; the leases themselves decide what is lost. */
  async #repeat(everyMs: number, signal: AbortSignal, round: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      await round().catch((thrown: unknown) => {
        this.ports.observer.unshared(thrown);
        return this.#stopWhenExpired();
      });
      await pause(everyMs, signal);
    }
  }

  async #share(signal: AbortSignal): Promise<void> {
    const { database } = this.ports;
    const { collectors, sources } = await announceCollector(database, this.owner, this.settings.leaseMs);
    const share = Math.ceil(sources / collectors);
    const surplus = this.held.slice(share);
    await Promise.all(surplus.map((source) => this.#let(source, 'surplus')));
    const wanted = share - this.#held.size;
    if (wanted > 0 && !signal.aborted) await this.#claim(wanted, signal);
    this.ports.observer.shared(this.#held.size);
  }

  async #claim(wanted: number, signal: AbortSignal): Promise<void> {
    const claimed = await claimSources(
      this.ports.database,
      this.owner,
      wanted,
      this.settings.leaseMs,
      this.settings.faultRestMs,
    );
    if (claimed.length > 0) await this.#take(claimed, signal);
  }

  async #take(claimed: readonly SourceId[], signal: AbortSignal): Promise<void> {
    const stored = await selectSources(this.ports.database);
    for (const { definition, digest } of stored) {
      if (!claimed.includes(definition.id)) continue;
      if (signal.aborted) {
        await releaseLease(this.ports.database, this.owner, definition.id);
        continue;
      }
      const stop = new AbortController();
      this.ports.observer.leased(definition.id, definition.pollMs);
      const done = this.#collect(definition, stop.signal);
      this.#held.set(definition.id, { digest, stop, done, reason: 'stopped' });
    }
  }

  async #collect(source: SourceDefinition, signal: AbortSignal): Promise<void> {
    const end = await collectSource(this.ports, source, this.owner, this.settings, signal);
    if (end === 'faulted') await this.#giveBack(source.id, 'faulted');
  }

  async #heartbeat(): Promise<void> {
    if (this.#held.size === 0) {
      this.#renewedAt = this.ports.clock.now().getTime();
      return;
    }
    const asked = this.ports.clock.now().getTime();
    // Sources claimed while the statement runs are not in its answer.
    const holdings = [...this.#held];
    const renewed = await renewLeases(this.ports.database, this.owner, this.settings.leaseMs);
    this.#renewedAt = asked;
    const leases = new Map(renewed.map((lease) => [lease.source, lease]));
    for (const [source, holding] of holdings) {
      const lease = leases.get(source);
      if (lease === undefined) void this.#let(source, 'lost');
      else if (lease.digest !== holding.digest) void this.#let(source, 'changed');
      // Taken anew it starts without its back-off, and with the breaker that the asking closed.
      else if (lease.retryAsked) void this.#let(source, 'asked');
    }
  }

  /** A department's system that does not answer must not hold up the stop. */
  async #keepLogs(signal: AbortSignal): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([keepUnreadLogs(this.ports, signal), stopped]);
  }

  /** Without word from the database for as long as a lease lasts, others may be reading already. */
  async #stopWhenExpired(): Promise<void> {
    const silentMs = this.ports.clock.now().getTime() - this.#renewedAt;
    if (silentMs < this.settings.leaseMs) return;
    await Promise.all(this.held.map((source) => this.#let(source, 'lost')));
  }

  async #let(source: SourceId, reason: ReleaseReason): Promise<void> {
    const holding = this.#held.get(source);
    if (holding === undefined) return;
    holding.reason = reason;
    holding.stop.abort();
    await holding.done;
    await this.#giveBack(source, reason);
  }

  async #giveBack(source: SourceId, reason: ReleaseReason): Promise<void> {
    if (!this.#held.delete(source)) return;
    this.ports.observer.released(source, reason);
    await releaseLease(this.ports.database, this.owner, source).catch(() => undefined);
  }
}
