import type { HourRange } from '#base/contracts';

/** Whether a source may be read now, and until when that stays so; null when it never changes. */
export interface HoursVerdict {
  readonly open: boolean;
  readonly until: Date | null;
}

const dayMinutes = 1_440;
const minuteMs = 60_000;

/** `20:00-07:00` as minutes of the day, the end excluded; null when it is not a range. An end of 24:00 is midnight. */
export function parseHours(text: string): HourRange | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(
    text.replaceAll(' ', ''),
  );
  if (match === null) return null;
  const from = Number(match[1]) * 60 + Number(match[2]);
  const to = Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return from === to ? null : { from, to };
}

/** A range as `parseHours` reads it. */
export function hoursText({ from, to }: HourRange): string {
  return `${timeOfDay(from)}-${timeOfDay(to === 0 ? dayMinutes : to)}`;
}

function timeOfDay(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Judges an instant by the allowed hours, as clocks in the zone show it. No hours at all means always. */
export function hoursAt(hours: readonly HourRange[], timeZone: string, at: Date): HoursVerdict {
  if (hours.length === 0) return { open: true, until: null };
  const minute = minuteOfDay(timeZone, at);
  const open = covers(hours, minute);
  for (let ahead = 1; ahead <= dayMinutes; ahead += 1) {
    if (covers(hours, (minute + ahead) % dayMinutes) === open) continue;
    const started = Math.floor(at.getTime() / minuteMs) * minuteMs;
    return { open, until: new Date(started + ahead * minuteMs) };
  }
  return { open, until: null };
}

function covers(hours: readonly HourRange[], minute: number): boolean {
  return hours.some(({ from, to }) =>
    from < to ? minute >= from && minute < to : minute >= from || minute < to,
  );
}

function minuteOfDay(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const figure = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return figure('hour') * 60 + figure('minute');
}
