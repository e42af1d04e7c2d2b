import type { Cursor } from '#base/contracts';
import type { Walk } from './walk.js';

/** A pass begun and not yet finished: its bounds, the next page, and what its first page said. */
export interface OpenPass {
  readonly from: Date;
  readonly to: Date;
  readonly place: string;
  readonly total: number | null;
  readonly first: string;
}

/** Everything up to `at` has been read. */
export interface TimePlace {
  readonly at: Date;
  readonly open: OpenPass | null;
}

type Reader = Pick<Walk, 'zone' | 'pageSize' | 'paging'>;

/** Writes a place in time. The page size is kept beside it: a page number means nothing under another one. */
export function writePlace({ zone, pageSize }: Reader, { at, open }: TimePlace): Cursor {
  if (open === null) return { at: zone.toLocal(at), key: [] };
  const total = open.total === null ? '' : String(open.total);
  const bounds = [zone.toLocal(open.from), zone.toLocal(open.to)];
  return { at: zone.toLocal(at), key: [...bounds, open.place, total, open.first, String(pageSize)] };
}

/** Reads a place in time; null when it is none. A pass begun under another page size starts again. */
export function readPlace(reader: Reader, cursor: Cursor): TimePlace | null {
  const at = cursor.at === null ? null : reader.zone.toInstant(cursor.at);
  if (at === null) return null;
  if (cursor.key.length === 0) return { at, open: null };
  const open = readOpen(reader, cursor.key);
  if (open === null) return null;
  return { at, open: cursor.key.at(-1) === String(reader.pageSize) ? open : null };
}

function readOpen({ zone, paging }: Reader, key: readonly string[]): OpenPass | null {
  if (key.length !== 6) return null;
  const [from, to] = key.slice(0, 2).map((text) => zone.toInstant(text));
  const [place, total, first] = key.slice(2);
  if (!from || !to || place === undefined || total === undefined || first === undefined) return null;
  if (!paging.accepts(place) || !/^\d{0,15}$/.test(total)) return null;
  return { from, to, place, total: total === '' ? null : Number(total), first };
}
