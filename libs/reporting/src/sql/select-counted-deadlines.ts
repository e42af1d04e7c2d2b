import type { PlannedDeadline, Queryable, RegionCode } from '#base/contracts';

/** A deadline in working days that is still owed in time, with what it was counted from. */
export interface CountedDeadline {
  readonly deliveryId: string;
  readonly expects: PlannedDeadline['expects'];
  readonly region: RegionCode;
  readonly department: string;
  readonly key: string;
  readonly amount: number;
  readonly startedAt: Date;
  /** Null while there was no official calendar. */
  readonly dueAt: Date | null;
  readonly calendarVersion: string;
}

/** A deadline that another calendar counts differently. */
export interface DeadlineMove extends CountedDeadline {
  readonly toDueAt: Date;
  readonly toCalendar: string;
}

/** Deadlines another calendar may move: counted in working days and open; what was missed is a fact and stays. */
export async function selectCountedDeadlines(database: Queryable): Promise<readonly CountedDeadline[]> {
  const { rows } = await database.query<CountedDeadline>(
    `select l.delivery_id as "deliveryId", l.expects, d.region, d.department, m.key, l.limit_amount as amount,
            m.created_at as "startedAt", l.due_at as "dueAt", l.calendar_version as "calendarVersion"
       from feedback.deadline l
       join feedback.delivery d on d.id = l.delivery_id
       join feedback.message m on m.id = d.message_id
      where l.state in ('open', 'no_calendar') and l.met_at is null and l.limit_unit = 'workingDay'
      order by l.due_at nulls last, l.delivery_id, l.expects`,
  );
  return rows;
}
