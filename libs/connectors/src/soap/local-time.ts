import type { Zone } from '../database/zone.js';

/** How a service wants dates in its arguments. */
export const localFormats = [
  'yyyy-MM-dd HH:mm:ss',
  "yyyy-MM-dd'T'HH:mm:ss",
  'yyyyMMddHHmmss',
  'yyyy-MM-dd',
  'yyyyMMdd',
  'epochMs',
] as const;

/** One of the formats. */
export type LocalFormat = (typeof localFormats)[number];

const writers: Readonly<Record<LocalFormat, (local: string) => string>> = {
  'yyyy-MM-dd HH:mm:ss': (local) => local.slice(0, 19),
  "yyyy-MM-dd'T'HH:mm:ss": (local) => local.slice(0, 19).replace(' ', 'T'),
  yyyyMMddHHmmss: (local) => local.slice(0, 19).replaceAll(/\D/g, ''),
  'yyyy-MM-dd': (local) => local.slice(0, 10),
  yyyyMMdd: (local) => local.slice(0, 10).replaceAll('-', ''),
  epochMs: (local) => local,
};

/** An instant as the service wants it, in its own zone. */
export function printTime(instant: Date, format: LocalFormat, zone: Zone): string {
  return format === 'epochMs' ? String(instant.getTime()) : writers[format](zone.toLocal(instant));
}

/** The step in which a format can tell times apart, in milliseconds. */
export function stepOf(format: LocalFormat): number {
  if (format === 'epochMs') return 1;
  return format.includes('HH') ? 1_000 : 86_400_000;
}

const compact = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/;
const epoch = /^\d{13}$/;
const single = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=$|[ T])/;

/** A time as a record carries it: with dashes or slashes, `T`, fourteen digits or epoch milliseconds; null when it is none of them. */
export function readTime(written: string, zone: Zone): Date | null {
  const text = written.trim();
  if (epoch.test(text)) return new Date(Number(text));
  const match = compact.exec(text);
  if (match !== null) {
    const [, year, month, day, hour = '00', minute = '00', second = '00'] = match;
    return zone.toInstant(`${year}-${month}-${day} ${hour}:${minute}:${second}`);
  }
  const dashed = text.replace(
    single,
    (_, year: string, month: string, day: string) =>
      `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );
  return zone.toInstant(dashed.replace(/Z$/, '+00:00'));
}
