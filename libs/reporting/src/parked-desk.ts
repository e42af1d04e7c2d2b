import type { Clock, Transactions } from '#base/contracts';
import { insertAudit } from './sql/insert-audit.js';
import { moveParked } from './sql/move-parked.js';
import { selectParked, type ParkedEntry, type ParkedFilter } from './sql/select-parked.js';
import { selectParkedBody } from './sql/select-parked-body.js';
import { maskedBody } from './parked-body.js';

/** A parked record with its raw content, masked. */
export interface ParkedDetail extends ParkedEntry {
  readonly record: Readonly<Record<string, unknown>> | null;
}

/** Where a person decides about parked records; whatever is decided is written to the audit in the same transaction. */
export class ParkedDesk {
  constructor(
    private readonly database: Transactions,
    private readonly clock: Clock,
  ) {}

  list(filter: ParkedFilter): Promise<readonly ParkedEntry[]> {
    return selectParked(this.database, filter);
  }

  /** One record with its raw content; null when there is none of this number. */
  async show(id: string): Promise<ParkedDetail | null> {
    const filter = { ids: [id], source: null, code: null, caseNumber: null, states: everyState, limit: 1 };
    const [entry] = await selectParked(this.database, filter);
    if (entry === undefined) return null;
    const body = await selectParkedBody(this.database, id);
    return { ...entry, record: body === null ? null : maskedBody(body) };
  }

  /**
   * Asks normalise to take records in again: it maps them anew in its own transaction, beside the partition's fence. Replies are not
   * released, a department sends them again. Answers the ids that were asked for.
   */
  retry(ids: readonly string[], by: string): Promise<readonly string[]> {
    return this.#move(ids, 'releasing', by, null);
  }

  /** Sets records aside for good, with a reason. Answers the ids that were set aside. */
  discard(ids: readonly string[], by: string, reason: string): Promise<readonly string[]> {
    return this.#move(ids, 'discarded', by, reason);
  }

  #move(
    ids: readonly string[],
    state: 'releasing' | 'discarded',
    by: string,
    reason: string | null,
  ): Promise<readonly string[]> {
    return this.database.transaction(async (tx) => {
      const at = this.clock.now();
      const moved = await moveParked(tx, ids, { state, by, reason, at });
      const action = state === 'releasing' ? 'parked.retry' : 'parked.discard';
      for (const id of moved)
        await insertAudit(tx, { at, actor: by, action, subject: id, detail: { reason } });
      return moved;
    });
  }
}

const everyState = ['parked', 'releasing', 'released', 'discarded'];
