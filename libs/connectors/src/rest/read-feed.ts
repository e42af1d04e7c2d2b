import type { Cursor, Page, ReadRequest } from '#base/contracts';
import { restFault } from '#base/http';
import { pageDigest, type Answer } from './answer.js';
import { mostIdlePages } from './read-pass.js';
import { pageOf, type Walk } from './walk.js';

interface FeedPlace {
  readonly place: string;
  /** Digest of the page that was last read there; empty before. */
  readonly digest: string;
}

/**
 * Reads a list that only grows at its end, from its last page on; a page whose content is known is not given again. A list that has
 * become shorter, or whose pages no longer meet, is read from the beginning.
 */
export async function* readFeed(walk: Walk, request: ReadRequest): AsyncGenerator<Page> {
  const beginning = { place: walk.paging.first, digest: '' };
  const start = request.after === null ? beginning : placeOf(walk, request.after);
  const moved = yield* readFrom(walk, start);
  if (moved && (yield* readFrom(walk, beginning))) {
    throw restFault(walk.source, 'shifting', { stream: walk.stream.name });
  }
}

/** Answers whether rows have moved under the reader. */
async function* readFrom(walk: Walk, start: FeedPlace): AsyncGenerator<Page, boolean> {
  const visited = new Set<string>();
  let { place, digest } = start;
  let last: string | null = null;
  let idle = 0;
  for (;;) {
    if (visited.has(place) || idle > mostIdlePages)
      throw restFault(walk.source, 'looping', { stream: walk.stream.name });
    visited.add(place);
    const answer = await walk.ask(place, {});
    if (answer === null) return false;
    if (hasMoved(walk, place, answer, last)) return true;
    const content = pageDigest(answer.records);
    const same = content === digest;
    const news = newsOf(walk, answer, same, last);
    idle = news.length > 0 ? 0 : idle + 1;
    if (news.length > 0) yield pageOf(walk, news, cursorOf(walk, { place, digest: content }));
    const next = nextOf(walk, place, answer, same && visited.size > 1);
    if (next === null) return false;
    last = lastOf(answer, last);
    digest = content;
    place = next;
  }
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

function cursorOf({ settings, pageSize }: Walk, { place, digest }: FeedPlace): Cursor {
  return { at: null, key: [settings.paging.kind, place, digest, String(pageSize)] };
}

/** Under another page size a page number means another page, so the list is read from the beginning. */
function placeOf({ settings, paging, source, stream, pageSize }: Walk, cursor: Cursor): FeedPlace {
  const [kind, place = '', digest = '', size] = cursor.key;
  const own = cursor.at === null && cursor.key.length === 4 && kind === settings.paging.kind;
  if (!own || !paging.accepts(place)) throw restFault(source, 'place', { stream: stream.name });
  return kind === 'page' && size !== String(pageSize)
    ? { place: paging.first, digest: '' }
    : { place, digest };
}
