import { brandAs, type Clock, type SourceId } from '#base/contracts';
import type { TopicNames } from '#base/kafka';
import {
  moveSource,
  readTransitions,
  readVersions,
  retrySource,
  type RetryOutcome,
  type SourceEvent,
  type SourceMove,
  type SourceTransition,
  type SourceVersion,
} from '#libs/intake';
import { readSources, type ReportStore, type SourceStatus } from '#libs/reporting';

/** A version without what it says: definitions are for the command line. */
type VersionLine = Omit<SourceVersion, 'definition' | 'document'>;

/** One source with its past, the newest first. */
export interface SourceLifeView extends SourceStatus {
  readonly versions: readonly VersionLine[];
  readonly transitions: readonly SourceTransition[];
}

/** A person's decision about a source. */
export interface Decision {
  readonly event: SourceEvent;
  readonly by: string;
  readonly why: string;
}

const mostTransitions = 100;

/** The life of sources for those who come over HTTP. */
export class SourceLife {
  constructor(
    private readonly store: ReportStore,
    private readonly topics: TopicNames,
    private readonly clock: Clock,
  ) {}

  /** One source with its versions and transitions; null when there is none of this id. */
  async show(id: string): Promise<SourceLifeView | null> {
    const { database } = this.store;
    const status = (await readSources(database, this.topics)).find(({ source }) => source === id);
    if (status === undefined) return null;
    const source = brandAs<SourceId>(id);
    const versions = await readVersions(database, source);
    return {
      ...status,
      versions: versions.map(({ definition: _said, document: _written, ...line }) => line),
      transitions: await readTransitions(database, source, mostTransitions),
    };
  }

  /** Lets a source at fault be tried at once; null when there is none of this id. */
  async retry(id: string, { by, why }: Omit<Decision, 'event'>): Promise<RetryOutcome | null> {
    if ((await this.show(id)) === null) return null;
    const context = { by, why, at: this.clock.now() };
    return this.store.database.transaction((tx) => retrySource(tx, brandAs<SourceId>(id), context));
  }

  /** Moves a source; null when there is none of this id. The audit names who decided. */
  async move(id: string, { event, by, why }: Decision): Promise<SourceMove | null> {
    if ((await this.show(id)) === null) return null;
    const step = { source: brandAs<SourceId>(id), event, by, why, at: this.clock.now() };
    return this.store.database.transaction((tx) => moveSource(tx, step));
  }
}
