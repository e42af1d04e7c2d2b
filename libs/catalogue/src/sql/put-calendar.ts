import type { CalendarData, Tx } from '#base/contracts';
import { calendarDigest } from '../digest.js';

/** Makes a calendar version the current one, storing it when it is new. */
export async function putCalendar(tx: Tx, calendar: CalendarData): Promise<void> {
  await tx.query(
    `insert into policy.calendar (version, published_from, published_until, years, regions, digest, current)
     values ($1, $2, $3, $4, $5, $6, true)
         on conflict (version) do update set current = true`,
    [
      calendar.version,
      calendar.publishedFrom,
      calendar.publishedUntil,
      JSON.stringify(calendar.years),
      JSON.stringify(calendar.regions),
      calendarDigest(calendar),
    ],
  );
}
