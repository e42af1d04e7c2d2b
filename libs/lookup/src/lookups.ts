import { HubError, type Clock, type Tx } from '#base/contracts';
import { writeAudit, type Database } from '#base/postgres';
import type { Sealer } from '#base/secrets';
import { AnswerCache, type Kept } from './answer-cache.js';
import { Breaker } from './breaker.js';
import type { LookupDefinition } from './lookup-definition.js';
import { checkRequest, type CheckedRequest, type LookupRequest } from './lookup-request.js';
import { NationalSystem, type Told } from './national-system.js';
import type { LookupNote, LookupObserver } from './observer.js';
import type { LookupOutcome } from './outcome.js';
import { sentences } from './sentences.js';
import { shownAnswer } from './shown-answer.js';
import { takeTurn } from './sql/take-turn.js';

/** What lookups stand on. */
export interface LookupPorts {
  readonly database: Database;
  readonly interfaces: readonly LookupDefinition[];
  /** The secrets of now; asked when an interface is first used and again after it refused the hub's key. */
  readonly secrets: () => Promise<(name: string) => string>;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly nonce: () => string;
  /** Left out where nobody reads figures: a command line is a process a question. */
  readonly observer?: LookupObserver;
}

/** A question on its way. */
interface Asking {
  readonly definition: LookupDefinition;
  readonly request: CheckedRequest;
  readonly digest: Buffer;
  readonly now: Date;
}

interface Settled {
  readonly outcome: LookupOutcome;
  /** An answer that is new and to be kept. */
  readonly fresh: Told | null;
}

/** What the audit says of a question's end. */
interface NotedOutcome {
  readonly outcome: LookupOutcome['outcome'] | 'abandoned';
  readonly freshness: ReturnType<typeof freshnessOf>;
}

const settled = (outcome: LookupOutcome): Settled => ({ outcome, fresh: null });
const minuteMs = 60_000;

/**
 * Questions to national systems. No outcome leaves before its line in the audit is committed, so that nobody reads an answer of which the audit
 * knows nothing; the answer itself is never in it.
 */
export class Lookups {
  readonly #cache: AnswerCache;
  readonly #breaker: Breaker;
  readonly #open = new Map<string, NationalSystem>();

  constructor(private readonly ports: LookupPorts) {
    this.#cache = new AnswerCache(ports.sealer);
    this.#breaker = new Breaker(ports.database, ports.clock);
  }

  /** What may be asked, and with which fields. */
  interfaces(): readonly Pick<LookupDefinition, 'id' | 'title' | 'request'>[] {
    return this.ports.interfaces.map(({ id, title, request }) => ({ id, title, request }));
  }

  /** Asks, or answers from what was asked before. Faults of the hub's own database and secrets are thrown; everything else is an outcome. */
  async ask(request: LookupRequest, signal: AbortSignal): Promise<LookupOutcome> {
    const definition = this.ports.interfaces.find(({ id }) => id === request.interface);
    if (definition === undefined) return { outcome: 'invalid', sentence: sentences.unknown };
    const started = performance.now();
    const outcome = await this.#decide(definition, request, signal);
    const seconds = (performance.now() - started) / 1000;
    const freshness = freshnessOf(outcome) ?? 'none';
    this.ports.observer?.({ interface: definition.id, outcome: outcome.outcome, freshness, seconds });
    return outcome;
  }

  close(): void {
    for (const system of this.#open.values()) system.close();
    this.#open.clear();
  }

  async #decide(
    definition: LookupDefinition,
    request: LookupRequest,
    signal: AbortSignal,
  ): Promise<LookupOutcome> {
    const checked = checkRequest(definition, request);
    if ('refusal' in checked) return { outcome: 'invalid', sentence: checked.refusal };
    const digest = await this.#cache.digest(definition, checked.values);
    const asking = { definition, request: checked, digest, now: this.ports.clock.now() };
    const { outcome, fresh } = await this.#settle(asking, signal);
    await this.ports.database.transaction(async (tx) => {
      if (fresh !== null) await this.#cache.keep(tx, definition, digest, fresh, asking.now);
      await this.#note(tx, asking, { outcome: outcome.outcome, freshness: freshnessOf(outcome) });
    });
    return outcome;
  }

  async #settle(asking: Asking, signal: AbortSignal): Promise<Settled> {
    const { definition, request, digest, now } = asking;
    const { database } = this.ports;
    if (!(await takeTurn(database, definition.id, request.caller, now, definition.rate.perCaller)))
      return settled(limited(asking, sentences.callerLimited(definition.rate.perCaller)));
    const kept = await this.#cache.find(database, definition, digest, now);
    if (kept !== null && kept.freshUntil > now)
      return settled({
        outcome: 'answered',
        freshness: 'cached',
        ...shownAnswer(definition, kept, request.reveal),
      });
    const downSince = await this.#breaker.holds(definition, now);
    if (downSince !== null) return settled(unavailable(asking, downSince, kept));
    if (!(await takeTurn(database, definition.id, '', now, definition.rate.perMinute)))
      return settled(limited(asking, sentences.limited(definition)));
    return this.#askNation(asking, kept, signal);
  }

  async #askNation(asking: Asking, kept: Kept | null, signal: AbortSignal): Promise<Settled> {
    const { definition, request, now } = asking;
    const system = await this.#systemOf(definition);
    try {
      const told = await system.ask(request.values, signal);
      await this.#breaker.succeeded(definition);
      if (told === null)
        return settled({ outcome: 'notFound', sentence: sentences.notFound(definition), askedAt: now });
      const answer = shownAnswer(definition, { told, askedAt: now }, request.reveal);
      return { outcome: { outcome: 'answered', freshness: 'live', ...answer }, fresh: told };
    } catch (thrown) {
      if (signal.aborted || !(thrown instanceof HubError) || !thrown.code.startsWith('HUB_SOURCE_')) {
        await this.#noteAbandoned(asking);
        throw thrown;
      }
      if (thrown.remedy === 'retry')
        return settled(unavailable(asking, await this.#breaker.failed(definition), kept));
      this.#forget(definition);
      // It is no less there for refusing: whoever asks next is told so, not that it is down.
      await this.#breaker.succeeded(definition);
      return settled({ outcome: 'refused', sentence: sentences.refused(definition, thrown) });
    }
  }

  async #systemOf(definition: LookupDefinition): Promise<NationalSystem> {
    const { secrets, clock, nonce } = this.ports;
    const secret = this.#open.has(definition.id) ? null : await secrets();
    const open = this.#open.get(definition.id);
    if (open !== undefined || secret === null) return open ?? this.#systemOf(definition);
    const system = new NationalSystem(definition, { clock, nonce, secret });
    this.#open.set(definition.id, system);
    return system;
  }

  /** A key that was refused may have been replaced in the vault: the next question opens the interface anew. */
  #forget({ id }: LookupDefinition): void {
    this.#open.get(id)?.close();
    this.#open.delete(id);
  }

  /** The nation may have been asked, although nobody waits for its answer any more. */
  #noteAbandoned(asking: Asking): Promise<void> {
    const told = { outcome: 'abandoned', freshness: null } as const;
    return this.ports.database.transaction((tx) => this.#note(tx, asking, told));
  }

  async #note(
    tx: Tx,
    { definition, request, digest, now }: Asking,
    { outcome, freshness }: NotedOutcome,
  ): Promise<void> {
    await writeAudit(tx, {
      at: now,
      by: request.caller,
      action: 'lookup.ask',
      subject: definition.id,
      detail: {
        case: request.caseNumber,
        purpose: request.purpose,
        request: digest.toString('hex').slice(0, 16),
        outcome,
        freshness,
        revealed: request.reveal ? 'yes' : 'no',
      },
    });
  }
}

function limited({ now }: Asking, sentence: string): LookupOutcome {
  const retryAt = new Date((Math.floor(now.getTime() / minuteMs) + 1) * minuteMs);
  return { outcome: 'limited', sentence, retryAt };
}

function unavailable({ definition, request }: Asking, since: Date, kept: Kept | null): LookupOutcome {
  const stale = kept === null ? null : shownAnswer(definition, kept, request.reveal);
  return { outcome: 'unavailable', sentence: sentences.unavailable(definition, since, kept), since, stale };
}

function freshnessOf(outcome: LookupOutcome): Exclude<LookupNote['freshness'], 'none'> | null {
  if (outcome.outcome === 'answered') return outcome.freshness;
  return outcome.outcome === 'unavailable' && outcome.stale !== null ? 'stale' : null;
}
