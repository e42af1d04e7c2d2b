import type { Clock } from '#base/contracts';
import type { ControlPlane } from '#base/postgres';
import { parkedEntity } from './entities/parked.entity.js';
import { listParked, type ParkedEntry, type ParkedFilter } from './list-parked.js';
import { moveParked } from './move-parked.js';
import { maskedBody } from './parked-body.js';

/** A parked record with its raw content, masked. */
export interface ParkedDetail extends ParkedEntry {
  readonly record: Readonly<Record<string, unknown>> | null;
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

  /** One record with its raw content; null when there is none of this number. */
  async show(id: string): Promise<ParkedDetail | null> {
    const row = await this.plane.use((manager) => manager.findOneBy(parkedEntity, { id }));
    if (row === null) return null;
    const { body, standard: _s, generation: _g, hash: _h, readAt: _r, operation: _o, ...entry } = row;
    return { ...entry, record: body === null ? null : maskedBody(body) };
  }

  /**
   * Asks normalise to take records in again: it maps them anew in its own transaction, beside the partition's fence. Replies are not
   * released, a department sends them again. Answers the ids that were asked for.
   */
  retry(ids: readonly string[], by: string): Promise<readonly string[]> {
    const decision = { state: 'releasing', by, reason: null, at: this.clock.now() } as const;
    return this.plane.transaction((manager) => moveParked(manager, ids, decision));
  }

  /** Sets records aside for good, with a reason. Answers the ids that were set aside. */
  discard(ids: readonly string[], by: string, reason: string): Promise<readonly string[]> {
    const decision = { state: 'discarded', by, reason, at: this.clock.now() } as const;
    return this.plane.transaction((manager) => moveParked(manager, ids, decision));
  }
}
