import type { Cursor } from '#base/contracts';
import type { Zone } from '../database/zone.js';

/** The next page of a window that is being read: rows so far, and the total the service stated at its first page. */
export interface WindowPlace {
  readonly from: Date;
  readonly to: Date;
  readonly page: number;
  readonly seen: number;
  readonly total: number | null;
}

/** Everything up to `at` has been read; `open` is a window begun and not yet finished. */
export interface TimePlace {
  readonly at: Date;
  readonly open: WindowPlace | null;
}

/** The last page of a list that was read, the rows before it, and the digest of what it held. */
export interface ListPlace {
  readonly page: number;
  readonly seen: number;
  readonly digest: string;
}

const windowPattern = /^([^|]*)\|([^|]*)\|(\d{1,15})\|(\d{1,15})\|(\d{0,15})\|(\d{1,15})$/;

/** Writes a place in time. The page size is kept beside it: a page number means nothing under another one. */
export function writeTimePlace({ at, open }: TimePlace, pageSize: number, zone: Zone): Cursor {
  const local = (instant: Date): string => zone.toLocal(instant);
  if (open === null) return { at: local(at), key: [] };
  const { from, to, page, seen, total } = open;
  return {
    at: local(at),
    key: [
      local(from),
      local(to),
      String(page),
      String(seen),
      total === null ? '' : String(total),
      String(pageSize),
    ],
  };
}

/** Reads a place in time; null when it is none. A window begun under another page size starts again. */
export function readTimePlace(cursor: Cursor, pageSize: number, zone: Zone): TimePlace | null {
  const at = cursor.at === null ? null : zone.toInstant(cursor.at);
  if (at === null) return null;
  if (cursor.key.length === 0) return { at, open: null };
  const match = windowPattern.exec(cursor.key.join('|'));
  if (match === null) return null;
  const [from = '', to = '', page, seen, total, size] = match.slice(1);
  if (Number(size) !== pageSize) return { at, open: null };
  const counts = { page: Number(page), seen: Number(seen), total: total === '' ? null : Number(total) };
  return withBounds(at, zone.toInstant(from), zone.toInstant(to), counts);
}

function withBounds(
  at: Date,
  from: Date | null,
  to: Date | null,
  counts: Omit<WindowPlace, 'from' | 'to'>,
): TimePlace | null {
  return from === null || to === null ? null : { at, open: { from, to, ...counts } };
}

/** Writes a place in a list. */
export function writeListPlace({ page, seen, digest }: ListPlace, pageSize: number): Cursor {
  return { at: null, key: [String(page), String(seen), digest, String(pageSize)] };
}

/** Reads a place in a list; null when it is none, the beginning when the page size has changed. */
export function readListPlace(cursor: Cursor, pageSize: number, first: number): ListPlace | null {
  const [page = '', seen = '', digest = '', size = ''] = cursor.key;
  if (cursor.at !== null || cursor.key.length !== 4 || !areCounts([page, seen, size])) return null;
  if (Number(size) !== pageSize) return { page: first, seen: 0, digest: '' };
  return { page: Number(page), seen: Number(seen), digest };
}

function areCounts(texts: readonly string[]): boolean {
  return texts.every((text) => /^\d{1,15}$/.test(text));
}
