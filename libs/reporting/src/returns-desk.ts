import type { Clock, DepartmentRef } from '#base/contracts';
import { departmentName } from '#base/contracts';
import { writeAudit, type Database } from '#base/postgres';
import { decideReturn } from './sql/decide-return.js';
import { selectReturns, type ReturnedMatter } from './sql/select-returns.js';

/** What a person decides about a returned matter: whom it goes to, or null to close it. */
export interface ReturnDecision {
  readonly deliveryId: string;
  readonly to: DepartmentRef | null;
  readonly by: string;
  readonly why: string;
}

/** Where a person decides about matters a department sent back as not its own; relay carries it out, the audit has it at once. */
export class ReturnsDesk {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Returned matters, those nobody has decided about first. */
  list(openOnly: boolean): Promise<readonly ReturnedMatter[]> {
    return selectReturns(this.database, openOnly);
  }

  /** Notes the decision; false when there is no such open return. */
  decide({ deliveryId, to, by, why }: ReturnDecision): Promise<boolean> {
    const at = this.clock.now();
    return this.database.transaction(async (tx) => {
      if (!(await decideReturn(tx, { deliveryId, to, by, why, at }))) return false;
      const detail = { to: to === null ? null : departmentName(to), why };
      const action = to === null ? 'returned.close' : 'returned.send';
      await writeAudit(tx, { at, by, action, subject: deliveryId, detail });
      return true;
    });
  }
}
