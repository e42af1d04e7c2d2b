import type { Clock, DueDate } from '#base/contracts';
import { writeAudit, type Database } from '#base/postgres';
import { moveDeadlines } from './sql/move-deadlines.js';
import { wakeLadders } from './sql/wake-ladders.js';
import {
  selectCountedDeadlines,
  type CountedDeadline,
  type DeadlineMove,
} from './sql/select-counted-deadlines.js';

/** Counts a deadline by a calendar; the app brings it. */
export type Recount = (deadline: CountedDeadline) => DueDate;

/** Where a person sees which open deadlines another calendar would move, and moves them: nothing moves by itself. */
export class CalendarDesk {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The open deadlines the calendar counts differently, the next due first; those it has no date for stay as they are. */
  async preview(recount: Recount): Promise<readonly DeadlineMove[]> {
    const deadlines = await selectCountedDeadlines(this.database);
    return deadlines.flatMap((deadline): readonly DeadlineMove[] => {
      const due = recount(deadline);
      if (due.state !== 'due' || due.at.getTime() === deadline.dueAt?.getTime()) return [];
      return [{ ...deadline, toDueAt: due.at, toCalendar: due.calendarVersion }];
    });
  }

  /** Moves them by somebody's explicit choice, audited, and lets ladders that waited for a calendar go on; answers how many moved. */
  async move(recount: Recount, by: string, why: string): Promise<number> {
    const moves = await this.preview(recount);
    const at = this.clock.now();
    return this.database.transaction(async (tx) => {
      const moved = await moveDeadlines(tx, moves, { by, why, at });
      await wakeLadders(tx);
      const subject = moves[0]?.toCalendar ?? 'calendar';
      await writeAudit(tx, { at, by, action: 'calendar.move', subject, detail: { moved, why } });
      return moved;
    });
  }
}
