import type { Column, Dialect } from './dialect.js';
import type { Zone } from './zone.js';

/** What departments write where a time is missing (domain §8.2), as local days. */
export const fillerDays = [
  '0001-01-01',
  '1000-01-01',
  '1753-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-01',
  '1970-01-01',
  '2099-12-31',
  '2999-12-31',
  '9999-12-31',
] as const;

/** No time at all, to PostgreSQL. */
const endless = ['-infinity', 'infinity'];
const dayLength = 10;
const noFraction = /\.0+(?=$|[+-])/;

/** The times that stand for none in a stream's cursor: rows with them are read as rows without a time are. */
export class FillerTimes {
  /** As they are compared with the column. */
  readonly texts: readonly string[];
  readonly #days: ReadonlySet<string>;
  readonly #local: ReadonlySet<string>;
  readonly #zone: Zone;

  constructor(dialect: Dialect, cursor: Column, zone: Zone, added: readonly string[]) {
    const local = [...fillerDays.flatMap((day) => timesOf(day, zone)), ...added.map(withTime)];
    const ends = ['postgres', 'kingbase'].includes(dialect.kind) ? endless : [];
    const held = local.filter((text) => isHeld(dialect.kind, cursor, text));
    this.#zone = zone;
    this.#local = new Set([...held, ...ends]);
    this.#days = new Set([...this.#local].map((text) => text.slice(0, dayLength)));
    this.texts = [...new Set([...held.map((text) => comparable(cursor, text, zone)), ...ends])];
  }

  /** Whether a cursor as its source printed it is no time. */
  has(at: string): boolean {
    if (!this.#days.has(at.slice(0, dayLength)) && !/[+-]\d\d(:\d\d){0,2}$/.test(at.slice(dayLength)))
      return false;
    const text = this.#zone.localText(at.replace(noFraction, '')).slice(0, 19).replace('T', ' ');
    return this.#local.has(withTime(text));
  }

  /** Whether a whole day is one of those. */
  hasDay(day: string): boolean {
    return this.#days.has(day);
  }
}

/** Midnight in the zone and in UTC; a day at the end of all days also by its last second. */
function timesOf(day: string, zone: Zone): readonly string[] {
  const utc = new Date(`${day}T00:00:00Z`);
  const shifted = [zone.toLocal(utc).slice(0, 19), `${day} ${shiftNow(zone)}`];
  const last = day > '2000' ? [`${day} 23:59:59`] : [];
  const first = day === '1970-01-01' ? [`${day} 00:00:01`, zone.toLocal(new Date(1_000)).slice(0, 19)] : [];
  return [`${day} 00:00:00`, ...shifted, ...last, ...first];
}

/** UTC's midnight in a winter of today, which is what a program writes that knows no older clocks. */
function shiftNow(zone: Zone): string {
  return zone.toLocal(new Date(Date.UTC(2026, 0, 15))).slice(11, 19);
}

function withTime(text: string): string {
  return text.length === dayLength ? `${text} 00:00:00` : text;
}

/** A value the column's type cannot hold is an error to some servers. */
function isHeld(kind: string, cursor: Column, text: string): boolean {
  if (kind === 'mysql' && cursor.kind === 'zonedTime') return text > '1970-01-01 08:00:00' && text < '2038';
  return kind !== 'sqlserver' || cursor.kind !== 'coarseTime' || text >= '1753';
}

function comparable(cursor: Column, text: string, zone: Zone): string {
  if (cursor.kind === 'date') return text.slice(0, dayLength);
  const instant = cursor.kind === 'zonedTime' ? zone.toInstant(text) : null;
  return instant === null ? text : `${text}${zone.offset(instant)}`;
}
