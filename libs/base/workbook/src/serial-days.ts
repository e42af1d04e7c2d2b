import type { CellFormat } from './cell-formats.js';

const dayMs = 86_400_000;
/** 9999-12-31: the last day Excel knows. */
const lastDay = 2_958_465;
/** 29 February 1900, which the calendar does not have and Excel does. */
const noDay = 60;

/**
 * The day or time a number stands for (ECMA-376 part 1 §18.17.4), to the second, or to its thousandth where the format shows parts of one:
 * `2026-03-02`, `2026-03-02 09:30:00`, `09:30:00`, `25:30:00`. Null for a number that is none.
 */
export function serialText(serial: number, epoch: 1900 | 1904, { form, parts }: CellFormat): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= lastDay + 1) return null;
  const step = parts ? 1 : 1_000;
  const ms = Math.round((serial * dayMs) / step) * step;
  if (form === 'elapsed') return clockOf(ms);
  if (form === 'time') return clockOf(ms % dayMs);
  const day = Math.floor(ms / dayMs);
  const first = firstDayMs(day, epoch);
  return first === null ? null : momentOf(first + ms);
}

/** A moment without a zone: the date alone at midnight. */
function momentOf(ms: number): string {
  const text = new Date(ms).toISOString();
  const clock = clockOf(((ms % dayMs) + dayMs) % dayMs);
  return clock === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${clock}`;
}

/** The moment from which a day's number is counted. In the epoch of 1900 day 1 is 1 January, and from 1 March on numbers are one too high. */
function firstDayMs(day: number, epoch: 1900 | 1904): number | null {
  if (epoch === 1904) return Date.UTC(1904, 0, 1);
  if (day === 0 || day === noDay) return null;
  return Date.UTC(1899, 11, day < noDay ? 31 : 30);
}

function clockOf(ms: number): string {
  const [hours, rest] = [Math.floor(ms / 3_600_000), ms % 3_600_000];
  const text = new Date(rest).toISOString();
  const parts = text.slice(19, 23);
  return `${String(hours).padStart(2, '0')}${text.slice(13, 19)}${parts === '.000' ? '' : parts}`;
}
