/** Converts between a source's local time texts and instants, in one IANA time zone. */
export interface Zone {
  /** `YYYY-MM-DD[ HH:mm:ss[.f…]][±HH[:MM]]` as an instant, to the millisecond; null when it is no such text. */
  toInstant(text: string): Date | null;
  /** An instant as `YYYY-MM-DD HH:mm:ss.SSS` in the zone. */
  toLocal(instant: Date): string;
  /** The zone's offset at an instant, e.g. `+08:00`. */
  offset(instant: Date): string;
  /** A time with an offset as the zone's local text, digit for digit; in an hour the clocks went through twice the second pass keeps its offset. What is no such text loses what looks like an offset, and nothing else. */
  localText(text: string): string;
}

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?)?(?:([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?)?$/;
const offsetAtEnd = /[+-]\d\d(:?\d\d){0,2}(?= BC$|$)/;
const hourLength = 13;
const secondLength = 19;
const minuteMs = 60_000;
const digitZero = 48;
const dateLength = 10;
const mostHoursKept = 10_000;

/** Opens a zone. Instants are kept by hour, because asking the runtime for each row would cost more than reading it. */
export function openZone(timeZone: string): Zone {
  const shiftAt = shifts(timeZone);
  const hours = new Map<string, number | null>();

  const parse = (text: string): number | null => {
    const match = pattern.exec(text);
    const utc = match === null ? null : wallClock(match);
    if (match === null || utc === null) return null;
    const sign = match[8];
    // The first guess may lie on the other side of a change of the clocks; the second settles it.
    if (sign === undefined) return utc - shiftAt(utc - shiftAt(utc));
    const minutes = Number(match[9]) * 60 + Number(match[10] ?? 0);
    const size = minutes * minuteMs + Number(match[11] ?? 0) * 1_000;
    return utc - (sign === '-' ? -size : size);
  };

  const hourAt = (hour: string): number | null => {
    const known = hours.get(hour);
    if (known !== undefined) return known;
    if (hours.size >= mostHoursKept) hours.clear();
    const at = parse(`${hour}:00:00`);
    hours.set(hour, at);
    return at;
  };

  /** Rows come in the order of their times: almost all of them lie in an hour that was met before. */
  const instant = (text: string): number | null => {
    const since = text.length === dateLength ? 0 : sinceHour(text);
    if (since === null) return parse(text);
    const hour = hourAt(text.slice(0, 13).padEnd(13, ' 00'));
    return hour === null ? null : hour + since;
  };

  const toLocal = (at: number): string =>
    new Date(at + shiftAt(at)).toISOString().slice(0, 23).replace('T', ' ');
  const offsetOf = (at: number): string => {
    const minutes = Math.round(shiftAt(at) / minuteMs);
    const size = Math.abs(minutes);
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  };
  return {
    toInstant(text) {
      const at = instant(text);
      return at === null ? null : new Date(at);
    },
    toLocal: (instant) => toLocal(instant.getTime()),
    offset: (instant) => offsetOf(instant.getTime()),
    localText: localTexts({ parse, toLocal, offsetOf }),
  };
}

interface Conversions {
  readonly parse: (text: string) => number | null;
  readonly toLocal: (at: number) => string;
  readonly offsetOf: (at: number) => string;
}

/** Whole hours are looked up; one that the zone shifts by less than an hour is worked out to the second. */
function localTexts({ parse, toLocal, offsetOf }: Conversions): (text: string) => string {
  const hours = new Map<string, readonly [string, string] | null>();
  const twice = (local: string, at: number): string => (parse(local) === at ? '' : offsetOf(at));
  const hourOf = (hour: string, offset: string): readonly [string, string] | null => {
    const at = parse(`${hour}:00:00${offset}`);
    const local = at === null ? '' : toLocal(at);
    const whole = local.endsWith(':00:00.000');
    return whole && at !== null ? [local.slice(0, hourLength), twice(local, at)] : null;
  };
  return (text) => {
    const at = text.length > secondLength ? text.search(offsetAtEnd) : -1;
    if (at === -1) return text;
    const offset = text.slice(at);
    const key = text.slice(0, hourLength) + offset;
    let found = hours.get(key);
    if (found === undefined) {
      if (hours.size >= mostHoursKept) hours.clear();
      found = hourOf(text.slice(0, hourLength), offset);
      hours.set(key, found);
    }
    if (found !== null) return found[0] + text.slice(hourLength, at) + found[1];
    const instant = parse(text.slice(0, secondLength) + offset);
    if (instant === null) return text.replace(offsetAtEnd, '');
    const local = toLocal(instant).slice(0, secondLength);
    return local + text.slice(secondLength, at) + twice(local, instant);
  };
}

/** Milliseconds behind the full hour of a local time with minutes, seconds and up to nine digits more; null for every other text. */
function sinceHour(text: string): number | null {
  if (text[13] !== ':' || text[16] !== ':' || text.length > 29) return null;
  const minute = digitsAt(text, 14, 16);
  const second = digitsAt(text, 17, 19);
  const fraction = text.length === 19 ? 0 : fractionAt(text, 19);
  const isTime = minute <= 59 && second <= 59 && fraction >= 0;
  return isTime ? minute * minuteMs + second * 1_000 + fraction : null;
}

function fractionAt(text: string, at: number): number {
  const isFraction = text[at] === '.' && digitsAt(text, at + 1, text.length) >= 0;
  return isFraction ? digitsAt(text.slice(at + 1, at + 4).padEnd(3, '0'), 0, 3) : NaN;
}

/** Digits as a number; NaN where there are none, or other letters between them. */
function digitsAt(text: string, from: number, to: number): number {
  let value = from < to ? 0 : NaN;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - digitZero;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN;
  }
  return value;
}

function wallClock(match: RegExpExecArray): number | null {
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const fraction = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const hour = Number(match[4] ?? 0);
  return Date.UTC(
    Number(match[1]),
    month - 1,
    day,
    hour,
    Number(match[5] ?? 0),
    Number(match[6] ?? 0),
    fraction,
  );
}

function shifts(timeZone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (utc) => {
    const parts = new Map(format.formatToParts(utc).map((part) => [part.type, Number(part.value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return local - Math.floor(utc / 1000) * 1000;
  };
}
