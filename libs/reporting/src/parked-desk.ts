import type { Clock } from '#base/contracts';
import type { ControlPlane } from '#base/postgres';
import { parkedEntity } from './entities/parked.entity.js';
import { listParked, parkedIds, type ParkedEntry, type ParkedFilter } from './list-parked.js';
import { correctParked, type Correction, type CorrectionOutcome } from './correct-parked.js';
import { moveParked } from './move-parked.js';
import { maskedBody } from './parked-body.js';
import type { ParkedSelection } from './parked-selection.js';
import { hastenPublish } from './sql/hasten-publish.js';

/** A parked record with its raw content, masked; `original` is the content as it was read where a person corrected it. */
export interface ParkedDetail extends ParkedEntry {
  readonly record: Readonly<Record<string, unknown>> | null;
  readonly original: Readonly<Record<string, unknown>> | null;
}

/** Where a person decides about parked records; whatever is decided is written to the audit in the same transaction. */
export class ParkedDesk {
  constructor(
    private readonly plane: ControlPlane,
    private readonly clock: Clock,
  ) {}

  list(filter: ParkedFilter): Promise<readonly ParkedEntry[]> {
    return listParked(this.plane, filter);
  }

  /** The numbers of everything a selection means. */
  ids(selection: ParkedSelection): Promise<readonly string[]> {
    return parkedIds(this.plane, selection);
  }

  /** One record with its raw content; null when there is none of this number. */
  async show(id: string): Promise<ParkedDetail | null> {
    const row = await this.plane.use((manager) => manager.findOneBy(parkedEntity, { id }));
    if (row === null) return null;
    const { body, original, subject: _, standard: _s, generation: _g, hash: _h, readAt: _r, ...rest } = row;
    const { operation: _o, quiet: _q, ...entry } = rest;
    return { ...entry, record: masked(body), original: masked(original) };
  }

  /**
   * Asks normalise to take records in again: it maps them anew in its own transaction, beside the partition's fence. A message that
   * waits to be sent is tried at once. Replies are not released, a department sends them again. Answers the ids that were asked for.
   */
  retry(ids: readonly string[], by: string, reason: string | null = null): Promise<readonly string[]> {
    const decision = { state: 'releasing', by, reason, at: this.clock.now() } as const;
    return this.plane.transaction(async (manager) => [
      ...(await moveParked(manager, ids, decision)),
      ...(await hastenPublish(manager, ids)),
    ]);
  }

  /** Corrects one column of one record; it stays parked until it is released. */
  correct(correction: Omit<Correction, 'at'>): Promise<CorrectionOutcome> {
    return this.plane.transaction((manager) =>
      correctParked(manager, { ...correction, at: this.clock.now() }),
    );
  }

  /** Sets records aside for good, with a reason. Answers the ids that were set aside. */
  discard(ids: readonly string[], by: string, reason: string): Promise<readonly string[]> {
    const decision = { state: 'discarded', by, reason, at: this.clock.now() } as const;
    return this.plane.transaction((manager) => moveParked(manager, ids, decision));
  }
}

function masked(body: string | null): ParkedDetail['record'] {
  return body === null ? null : maskedBody(body);
}
