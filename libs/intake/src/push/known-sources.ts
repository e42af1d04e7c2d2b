import type { Clock, Queryable, SourceDefinition } from '#base/contracts';
import type { PushSources, PushTerms } from './push-source.js';
import { selectPushSources } from './sql/select-push-sources.js';

/** What keeping the sources in mind stands on. */
export interface KnownSourcesPorts {
  readonly database: Queryable;
  readonly clock: Clock;
  /** Reads a source's terms through its connector; throws HUB_SOURCE_INVALID. */
  terms(source: SourceDefinition): PushTerms;
  /** Takes up what changed in the vault. */
  refreshSecrets(): Promise<void>;
  /** A definition that cannot be used; the others go on. */
  unusable(source: SourceDefinition, fault: unknown): void;
}

const freshMs = 2_000;

/**
 * The sources that may push, looked up at most every two seconds, however many requests come: a flood of unsigned ones costs no query.
 * While the database is gone the last answer serves on, so that a sender is told to come back, not that it is unknown.
 */
export class KnownSources {
  #known: PushSources | null = null;
  #at = 0;
  #looking: Promise<PushSources> | null = null;

  constructor(private readonly ports: KnownSourcesPorts) {}

  readonly sources = (): Promise<PushSources> => {
    const age = this.ports.clock.now().getTime() - this.#at;
    if (this.#known !== null && age >= 0 && age < freshMs) return Promise.resolve(this.#known);
    this.#looking ??= this.#lookOrKeep().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  };

  async #lookOrKeep(): Promise<PushSources> {
    try {
      return await this.look();
    } catch (fault) {
      if (this.#known === null) throw fault;
      return this.#known;
    }
  }

  /** Looks now; throws what is in the way. */
  async look(): Promise<PushSources> {
    await this.ports.refreshSecrets();
    const stored = await selectPushSources(this.ports.database);
    this.#known = new Map(
      stored.flatMap(({ definition, enabled }) => {
        const terms = this.#termsOf(definition);
        return terms === null ? [] : [[definition.id, { definition, enabled, terms }] as const];
      }),
    );
    this.#at = this.ports.clock.now().getTime();
    return this.#known;
  }

  #termsOf(definition: SourceDefinition): PushTerms | null {
    try {
      return this.ports.terms(definition);
    } catch (fault) {
      this.ports.unusable(definition, fault);
      return null;
    }
  }
}
