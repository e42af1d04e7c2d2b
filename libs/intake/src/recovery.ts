import type { Clock, Queryable, SourceId } from '#base/contracts';
import { noteFault } from './sql/note-fault.js';
import type { Vigil } from './vigil.js';

/** A reading that goes on for so long with progress is over the last fault; one that comes again and again comes sooner. */
const recoveredAfterMs = 60_000;

/** Takes the last fault from a source once a reading has got over it: with its first poll, which may take hours, or by a minute of progress. */
export class Recovery {
  readonly #since: number;
  #noted = false;

  constructor(
    private readonly ports: { readonly database: Queryable; readonly clock: Clock },
    private readonly source: SourceId,
    private readonly vigil: Pick<Vigil, 'progressed'>,
  ) {
    this.#since = ports.clock.now().getTime();
  }

  /** A poll went through. */
  async note(): Promise<void> {
    if (this.#noted) return;
    await noteFault(this.ports.database, this.source, null, null);
    this.#noted = true;
  }

  /** Looks whether it has gone on long enough; the hub's own database may be away, then the next look tells. */
  async look(): Promise<void> {
    const age = this.ports.clock.now().getTime() - this.#since;
    if (this.vigil.progressed && age >= recoveredAfterMs) await this.note().catch(() => undefined);
  }
}
