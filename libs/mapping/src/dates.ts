import { civil, type Zone } from './zone.js';

/** The forms a moment may be written in (domain §8.2); `text` is year, month, day with separators, with or without a time. */
export type DateForm = 'text' | 'compact' | 'chinese' | 'epochMs' | 'excelSerial';

const allForms: readonly DateForm[] = ['text', 'compact', 'chinese', 'epochMs', 'excelSerial'];

interface Moment {
  readonly date: string;
  readonly time: string;
  /** The offset the text itself states, or null when the zone decides. */
  readonly offset: string | null;
}

type Reader = (text: string) => Moment | null;

const general =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;
const chinese =
  /^(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2})[时:](\d{1,2})(?:[分:](\d{1,2})(?:\.(\d{1,9}))?)?[秒分]?)?()$/;
const compact =
  /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;
// Twelve digits may be a year to the minute as well as 1973–2001 in milliseconds, so they are neither.
const epochMs = /^\d{13}$/;
const excelSerial = /^\d{5}(?:\.\d+)?$/;

const readers: Readonly<Record<DateForm, Reader>> = {
  text: (text) => fromParts(general.exec(text)),
  compact: (text) => fromParts(compact.exec(text)),
  chinese: (text) => fromParts(chinese.exec(text)),
  epochMs: (text) => (epochMs.test(text) ? fromUtc(Number(text), 'Z') : null),
  // Serial 25569 is 1970-01-01; Excel knows no zone, so the wall time is read in the document's zone.
  excelSerial: (text) => (excelSerial.test(text) ? fromSerial(Number(text)) : null),
};

/**
 * Makes a reader of instants: ISO 8601 with an offset, or null when the text is no moment of the given forms. Text without an
 * offset is wall time of the zone; fractions are kept to the microsecond.
 */
export function instantReader(
  zone: Zone,
  forms: readonly DateForm[] = allForms,
): (text: string) => string | null {
  const plain = forms.includes('text');
  return (text) => {
    if (plain && text.length === 19 && plainForm(text)) {
      const date = text.slice(0, 10);
      const time = text.slice(11);
      return `${date}T${time}${zone.offsetAt(date, time)}`;
    }
    const moment = read(text, forms);
    if (moment === null) return null;
    return `${moment.date}T${moment.time}${moment.offset ?? zone.offsetAt(moment.date, moment.time)}`;
  };
}

/** Makes a reader of dates, `YYYY-MM-DD`; a stated offset or an epoch is turned into the zone's day first. */
export function dateReader(
  zone: Zone,
  forms: readonly DateForm[] = allForms,
): (text: string) => string | null {
  return (text) => {
    const moment = read(text, forms);
    if (moment === null) return null;
    if (moment.offset === null) return moment.date;
    return civil(Date.parse(`${moment.date}T${moment.time}${moment.offset}`), zone);
  };
}

const fillerYears = new Set(['1753', '0001', '0000', '9999', '1899']);
const fillerForm = /^\d{4}(?:[-/.年]|\d{4}(?:T?\d{2}:?\d{2}:?\d{2})?$)/;

/** A date nobody means: 1753-1-1, 1900-1-1, 0001-01-01, 9999-12-31 and their kin stand for "empty". */
export function isDateFiller(text: string): boolean {
  if (text.charCodeAt(0) === 50) return false;
  const year = text.slice(0, 4);
  if (year === '1900') return /^1900[-/.年]?0?1[-/.月]?0?1(?!\d(?!\d{5}$))/.test(text);
  return fillerYears.has(year) && fillerForm.test(text);
}

function read(text: string, forms: readonly DateForm[]): Moment | null {
  for (const form of forms) {
    const moment = readers[form](text);
    if (moment !== null) return moment;
  }
  return null;
}

/** `YYYY-MM-DD HH:mm:ss` or its slash and T form with two-digit parts: what nearly every row holds, so it is read without a pattern. */
function plainForm(text: string): boolean {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false;
  const gap = text.charCodeAt(10);
  if (gap !== 32 && gap !== 84) return false;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  return (
    dateExists(year, twoDigits(text, 5), twoDigits(text, 8)) &&
    timeExists(twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17))
  );
}

/** The number at two digits; NaN when one of them is none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function fromParts(parts: RegExpExecArray | null): Moment | null {
  if (parts === null) return null;
  const year = parts[1] ?? '';
  const [month, day, hour, minute, second] = parts.slice(2, 7).map(padded);
  if (!dateExists(Number(year), Number(month), Number(day))) return null;
  if (!timeExists(Number(hour), Number(minute), Number(second))) return null;
  const fraction = parts[7] === undefined ? '' : `.${parts[7].slice(0, 6)}`;
  const offset = parts[8];
  return {
    date: `${year}-${month}-${day}`,
    time: `${hour}:${minute}:${second}${fraction}`,
    offset: offset === undefined || offset === '' ? null : isoOffset(offset),
  };
}

function padded(part: string | undefined): string {
  return (part ?? '').padStart(2, '0');
}

function isoOffset(offset: string): string {
  return offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}

function dateExists(year: number, month: number, day: number): boolean {
  if (!(year >= 1800 && year <= 2299 && month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function timeExists(hour: number, minute: number, second: number): boolean {
  return hour <= 23 && minute <= 59 && second <= 59;
}

function fromUtc(milliseconds: number, offset: string | null): Moment | null {
  const iso = new Date(milliseconds).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, iso.endsWith('.000Z') ? 19 : 23), offset };
}

function fromSerial(serial: number): Moment | null {
  if (serial < 20_000 || serial > 80_000) return null;
  return fromUtc(Math.round((serial - 25_569) * 86_400) * 1000, null);
}
