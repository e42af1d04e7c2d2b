/** Forms in which old systems write a moment as text. */
export type TimeForm = 'dashes' | 'slashes' | 'tForm' | 'fourteen';

const shanghaiAhead = 8 * 3_600_000;

/** A moment as the clock on a wall in Shandong shows it, `YYYY-MM-DD HH:mm:ss`. */
export function localTime(at: Date): string {
  return new Date(at.getTime() + shanghaiAhead).toISOString().slice(0, 19).replace('T', ' ');
}

/** The day of a moment in Shandong, `YYYY-MM-DD`. */
export function localDay(at: Date): string {
  return localTime(at).slice(0, 10);
}

const forms: Readonly<Record<TimeForm, (text: string) => string>> = {
  dashes: (text) => text,
  slashes: (text) => text.replaceAll('-', '/'),
  tForm: (text) => text.replace(' ', 'T'),
  fourteen: (text) => text.replaceAll(/[^0-9]/g, ''),
};

/** A moment in one of the forms that occur side by side in one table. */
export function writtenTime(at: Date, form: TimeForm): string {
  return forms[form](localTime(at));
}

/** Local midnight of a moment's day in Shandong. */
export function startOfDay(at: Date): Date {
  const local = at.getTime() + shanghaiAhead;
  return new Date(local - (local % 86_400_000) - shanghaiAhead);
}
