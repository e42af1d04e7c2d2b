import type { z } from 'zod';
import { brandAs, type Clock } from '#base/contracts';
import type { backfillBody } from '#libs/api';
import { requestBackfill, steerBackfill } from '#libs/intake';
import { readBackfills, type BackfillStatus, type ReportStore, type SourcesFilter } from '#libs/reporting';

/** Where those who come over HTTP see backfills and decide about them. */
export class BackfillOffice {
  constructor(
    private readonly store: ReportStore,
    private readonly clock: Clock,
  ) {}

  list(filter: SourcesFilter): Promise<readonly BackfillStatus[]> {
    return readBackfills(this.store.database, { ...filter, id: null }, this.clock.now());
  }

  /** One backfill with its progress; null when there is none of this id. */
  async show(id: string): Promise<BackfillStatus | null> {
    const filter = { source: null, id, limit: 1 };
    const [found = null] = await readBackfills(this.store.database, filter, this.clock.now());
    return found;
  }

  /** Asks for a backfill; nobody is told of what it brings. What cannot be read so is HUB_BACKFILL_INVALID. */
  async start({
    source,
    stream,
    range,
    by,
    ...rest
  }: z.infer<typeof backfillBody>): Promise<BackfillStatus | null> {
    const request = {
      ...rest,
      source: brandAs<never>(source),
      stream: brandAs<never>(stream),
      range: range.by === 'key' ? range : { ...range, from: new Date(range.from), to: new Date(range.to) },
      tell: false,
      by,
      at: this.clock.now(),
    };
    return this.show(await this.store.database.transaction((tx) => requestBackfill(tx, request)));
  }

  /** Stops it or lets it go on; null when that is not how it stands. */
  async steer(
    id: string,
    decision: { readonly move: 'stop' | 'resume'; readonly by: string; readonly why: string },
  ): Promise<BackfillStatus | null> {
    const steering = { ...decision, at: this.clock.now() };
    const source = await this.store.database.transaction((tx) => steerBackfill(tx, id, steering));
    return source === null ? null : this.show(id);
  }
}
