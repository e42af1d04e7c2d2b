import type { PartyBounds, Queryable } from '#base/contracts';

/** One fact that a department owes by a date. Without a calendar there is no due time. */
export interface DeadlineEntry {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: string;
  readonly source: string | null;
  readonly caseNumber: string | null;
  readonly from: string;
  readonly to: string;
  readonly expects: string;
  readonly limit: string;
  readonly dueAt: Date | null;
  readonly state: string;
  readonly overdue: boolean;
  readonly missedAt: Date | null;
  readonly metAt: Date | null;
  readonly calendarVersion: string;
}

/** What to look for: only what is still owed unless `settled`, only what is too late if `overdueOnly`. */
export interface DeadlineFilter {
  readonly region: string | null;
  readonly department: string | null;
  readonly settled: boolean;
  readonly overdueOnly: boolean;
  readonly dueBefore: Date | null;
  readonly limit: number;
  readonly within: PartyBounds;
}

/** Deadlines of what was sent to or by those within bounds, the first due first. */
export async function selectDeadlines(
  database: Queryable,
  filter: DeadlineFilter,
): Promise<readonly DeadlineEntry[]> {
  const { rows } = await database.query<DeadlineEntry>(statement, [
    filter.region,
    filter.department,
    filter.settled,
    filter.overdueOnly,
    filter.dueBefore,
    filter.limit,
    filter.within.regions,
    filter.within.department,
  ]);
  return rows;
}

const statement = `
  select d.id as "deliveryId", m.id as "messageId", m.kind, m.source, m.case_no as "caseNumber",
         m.from_region || '.' || m.from_department as "from", d.region || '.' || d.department as "to",
         l.expects, l.limit_amount || ' ' || l.limit_unit as "limit", l.due_at as "dueAt", l.state,
         coalesce(l.state in ('open', 'missed') and l.met_at is null and l.due_at < now(), false) as overdue,
         l.missed_at as "missedAt", l.met_at as "metAt",
         l.calendar_version as "calendarVersion"
    from feedback.deadline l
    join feedback.delivery d on d.id = l.delivery_id
    join feedback.message m on m.id = d.message_id
   where ($1::text is null or d.region = $1)
     and ($2::text is null or d.department = $2)
     and ($3 or (l.state in ('open', 'missed', 'no_calendar') and l.met_at is null))
     and (not $4 or (l.state in ('open', 'missed') and l.met_at is null and l.due_at < now()))
     and ($5::timestamptz is null or l.due_at < $5)
     and (starts_with(d.region, coalesce($7, '')) and coalesce(d.department = $8, true)
          or starts_with(m.from_region, coalesce($7, '')) and coalesce(m.from_department = $8, true))
   order by l.due_at nulls last, d.id, l.expects
   limit $6`;
