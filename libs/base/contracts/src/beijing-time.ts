const offsetMs = 8 * 3_600_000;

/** An instant as ISO 8601 in Beijing time, `2026-11-20T16:00:00+08:00`; milliseconds only where there are any. */
export function beijingText(instant: Date): string {
  const local = new Date(instant.getTime() + offsetMs).toISOString();
  return `${local.replace(/(\.000)?Z$/, '')}+08:00`;
}

/** The last instant of a Beijing day, YYYY-MM-DD: what is due on a day is due then. */
export function endOfBeijingDay(day: string): Date {
  return new Date(`${day}T23:59:59.999+08:00`);
}

/** The Beijing day of an instant, YYYY-MM-DD: what validity dates of policy are compared with. */
export function beijingDay(instant: Date): string {
  return new Date(instant.getTime() + offsetMs).toISOString().slice(0, 10);
}
