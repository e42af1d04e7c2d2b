import type { Cursor, Page, ReadRequest } from '#base/contracts';
import { restFault } from '#base/http';
import { pageDigest, type Answer } from './answer.js';
import { mostIdlePages } from './read-pass.js';
import { pageOf, type Walk } from './walk.js';

interface FeedPlace {
  readonly place: string;
  /** Digest of the page that was last read there; empty before. */
  readonly digest: string;
  /** Rows before it; null where an earlier edition of the hub left the place. */
  readonly before: number | null;
}

/** How a reading ended: rows have moved under the reader, or the total says that there are more than were given. */
type Ending = 'whole' | 'moved' | 'short';

/**
 * Reads a list that only grows at its end, from its last page on; a page whose content is known is not given again. A list that has
 * become shorter, whose pages no longer meet, or that has fewer rows than its total says is read from the beginning, once.
 */
export async function* readFeed(walk: Walk, request: ReadRequest): AsyncGenerator<Page> {
  const beginning = { place: walk.paging.first, digest: '', before: 0 };
  const start = request.after === null ? beginning : placeOf(walk, request.after);
  if ((yield* readFrom(walk, start)) === 'whole') return;
  const ending = yield* readFrom(walk, beginning);
  if (ending === 'whole') return;
  throw restFault(walk.source, ending === 'moved' ? 'shifting' : 'hollow', { stream: walk.stream.name });
}

async function* readFrom(walk: Walk, start: FeedPlace): AsyncGenerator<Page, Ending> {
  const visited = new Set<string>();
  let { place, digest, before } = start;
  let last: string | null = null;
  let idle = 0;
  for (;;) {
    if (visited.has(place) || idle > mostIdlePages)
      throw restFault(walk.source, 'looping', { stream: walk.stream.name });
    visited.add(place);
    const answer = await walk.ask(place, {});
    if (answer === null) return 'whole';
    if (hasMoved(walk, place, answer, last)) return 'moved';
    const content = pageDigest(answer.records);
    const same = content === digest;
    const news = newsOf(walk, answer, same, last);
    idle = news.length > 0 ? 0 : idle + 1;
    if (news.length > 0) yield pageOf(walk, news, cursorOf(walk, { place, digest: content, before }));
    const again = same && visited.size > 1;
    before = countedTo(walk, answer, { place, digest, before }, again);
    const next = nextOf(walk, place, answer, again);
    if (next === null) return endingOf(answer, before);
    last = lastOf(answer, last);
    digest = content;
    place = next;
  }
}

/** Rows up to the end of an answer; those of a seam were counted with the page before, as were those of a page given again. */
function countedTo(
  { paging }: Walk,
  { records }: Answer,
  { place, before }: FeedPlace,
  again: boolean,
): number | null {
  const seam = place === paging.first ? 0 : paging.seam;
  return before === null || again ? before : before + Math.max(0, records.length - seam);
}

function endingOf({ total }: Answer, rows: number | null): Ending {
  return total !== null && rows !== null && rows < total ? 'short' : 'whole';
}

function newsOf(
  { paging }: Walk,
  { records }: Answer,
  same: boolean,
  last: string | null,
): Answer['records'] {
  if (same) return [];
  return last === null ? records : records.slice(paging.seam);
}

/** Some services answer the last page again for every counted page after it. */
function nextOf({ paging }: Walk, place: string, answer: Answer, same: boolean): string | null {
  if (paging.shifts && same) return null;
  const next = paging.next(place, { ...answer, rows: answer.records.length });
  return next === place ? null : next;
}

function hasMoved({ paging }: Walk, place: string, { records }: Answer, last: string | null): boolean {
  if (!paging.shifts || place === paging.first) return false;
  if (last === null) return records.length === 0;
  return paging.seam > 0 && records[0]?.digest !== last;
}

function lastOf({ records }: Answer, before: string | null): string | null {
  return records.at(-1)?.digest ?? before;
}

function cursorOf({ settings, pageSize }: Walk, { place, digest, before }: FeedPlace): Cursor {
  const counted = before === null ? [] : [String(before)];
  return { at: null, key: [settings.paging.kind, place, digest, String(pageSize), ...counted] };
}

/** Under another page size a page number means another page, so the list is read from the beginning. */
function placeOf({ settings, paging, source, stream, pageSize }: Walk, cursor: Cursor): FeedPlace {
  const [kind, place = '', digest = '', size, counted] = cursor.key;
  const own = cursor.at === null && kind === settings.paging.kind && isCounted(cursor.key);
  if (!own || !paging.accepts(place)) throw restFault(source, 'place', { stream: stream.name });
  if (kind === 'page' && size !== String(pageSize)) return { place: paging.first, digest: '', before: 0 };
  return { place, digest, before: counted === undefined ? null : Number(counted) };
}

/** Whether a key has what a place has, or had before rows were counted. */
function isCounted({ length, 4: counted = '' }: Cursor['key']): boolean {
  return length === 4 || (length === 5 && /^\d{1,15}$/.test(counted));
}
