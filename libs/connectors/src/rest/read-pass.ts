import type { Page } from '#base/contracts';
import { restFault } from '#base/http';
import { pageDigest, timeOf, type Answer } from './answer.js';
import { pageOf, type Walk } from './walk.js';
import { writePlace, type OpenPass, type TimePlace } from './place.js';

/** What one pass saw. */
interface Seen {
  readonly place: string;
  readonly pages: number;
  /** Rows of the pages, those of a seam once. */
  readonly rows: number;
  /** Pages in a row that brought nothing new. */
  readonly idle: number;
  readonly fresh: number;
  readonly shifted: boolean;
  readonly total: number | null;
  readonly first: string;
}

/** What is read: how it is asked for, and the time before which a newest-first list need not be followed. */
export interface Scope {
  readonly bounds: Readonly<Record<string, string>>;
  readonly floor: Date | null;
}

const mostPasses = 8;
/** A service that leads on and on without bringing anything new leads in a circle, whatever its tokens say. */
export const mostIdlePages = 200;

/**
 * Reads everything in a scope, page by page, each record once. Where places are counted, a row that comes or goes while the pages are
 * read moves others across a seam; so the pass is repeated until one finds nothing new, unless total, first page and seams prove that nothing moved.
 * Answers false when the signal ended it.
 */
export async function* readPasses(
  walk: Walk,
  scope: Scope,
  at: Date,
  open: OpenPass,
): AsyncGenerator<Page, boolean> {
  const given = new Set<string>();
  let start = open;
  for (let pass = 1; pass <= mostPasses; pass += 1) {
    const seen = yield* onePass(walk, scope, { at, open: start }, given);
    if (seen === null) return false;
    if (pass > 1 && seen.fresh === 0) return refuseHollow(walk, scope, seen, start.place);
    if (await isSettled(walk, scope, seen, start.place)) return refuseHollow(walk, scope, seen, start.place);
    start = { ...open, place: walk.paging.first, total: null, first: '' };
  }
  throw restFault(walk.source, 'shifting', { stream: walk.stream.name });
}

/** Fewer rows than the total says, and reading again brings no more: what is missing is not called read. Answers whether the pass stands. */
function refuseHollow(walk: Walk, { floor }: Scope, { total, rows }: Seen, from: string): boolean {
  if (walk.signal.aborted) return false;
  // A pass that goes on in the middle cannot tell, nor one that ends at what is old enough.
  if (from !== walk.paging.first || floor !== null || total === null || rows >= total) return true;
  throw restFault(walk.source, 'hollow', { stream: walk.stream.name, total, rows });
}

async function isSettled(walk: Walk, { bounds }: Scope, seen: Seen, from: string): Promise<boolean> {
  const { paging } = walk;
  if (!paging.shifts) return true;
  if (seen.shifted) return false;
  if (seen.pages <= 1 && from === paging.first) return true;
  if (seen.total === null) return false;
  const again = await walk.ask(paging.first, bounds);
  return again === null || (again.total === seen.total && pageDigest(again.records) === seen.first);
}

async function* onePass(
  walk: Walk,
  scope: Scope,
  place: TimePlace & { readonly open: OpenPass },
  given: Set<string>,
): AsyncGenerator<Page, Seen | null> {
  const known = new Set<string>();
  const visited = new Set<string>();
  let seen: Seen = { ...place.open, pages: 0, rows: 0, idle: 0, fresh: 0, shifted: false };
  for (;;) {
    if (visited.has(seen.place)) throw restFault(walk.source, 'looping', { stream: walk.stream.name });
    visited.add(seen.place);
    const answer = await walk.ask(seen.place, scope.bounds);
    if (answer === null) return null;
    const records = answer.records.filter(({ digest }) => !given.has(digest));
    seen = weigh(walk, seen, answer, known);
    const next = nextOf(walk, scope, seen.place, answer, known);
    for (const { digest } of answer.records) {
      known.add(digest);
      given.add(digest);
    }
    seen = moved(walk, seen, records.length, next);
    const open = { ...place.open, place: seen.place, total: seen.total, first: seen.first };
    if (records.length > 0) yield pageOf(walk, records, writePlace(walk, { at: place.at, open }));
    if (next === null) return isShort(walk, place.open, seen, known) ? { ...seen, shifted: true } : seen;
  }
}

/** Counted pages end by themselves where nothing new comes; others must not lead on for ever. */
function moved(walk: Walk, seen: Seen, fresh: number, next: string | null): Seen {
  const idle = fresh === 0 && !walk.paging.shifts ? seen.idle + 1 : 0;
  if (idle > mostIdlePages) throw restFault(walk.source, 'looping', { stream: walk.stream.name });
  return { ...seen, idle, fresh: seen.fresh + fresh, place: next ?? seen.place };
}

/** Looks for signs that rows have moved since the page before. */
function weigh({ paging }: Walk, seen: Seen, answer: Answer, known: ReadonlySet<string>): Seen {
  const { records, total } = answer;
  const first = seen.place === paging.first;
  const overlap = known.size > 0 && !first ? paging.seam : 0;
  const moved = seen.total !== null && total !== seen.total;
  return {
    ...seen,
    pages: seen.pages + (records.length > overlap ? 1 : 0),
    rows: seen.rows + Math.max(0, records.length - overlap),
    total: seen.total ?? total,
    first: first ? pageDigest(records) : seen.first,
    shifted: seen.shifted || moved || isTorn(answer, overlap, known),
  };
}

/** The seam must show again what the page before ended with, and nothing after it may be known. */
function isTorn({ records }: Answer, overlap: number, known: ReadonlySet<string>): boolean {
  const [head] = records;
  if (overlap > 0 && (head === undefined || !known.has(head.digest))) return true;
  return records.slice(overlap).some(({ digest }) => known.has(digest));
}

/** Fewer rows than the total says. A pass that goes on in the middle cannot tell: the pages before it were counted by another. */
function isShort(
  { paging }: Walk,
  open: OpenPass,
  { total, pages }: Seen,
  known: ReadonlySet<string>,
): boolean {
  if (!paging.shifts || open.place !== paging.first) return false;
  return total !== null && pages > 1 && known.size < total;
}

/** A counted list ends where nothing new comes, not where a page is short: a service may cap the size it was asked for. */
function nextOf(
  { paging, stream, zone }: Walk,
  { floor }: Scope,
  place: string,
  answer: Answer,
  known: ReadonlySet<string>,
): string | null {
  const { records } = answer;
  const next = paging.next(place, { ...answer, rows: records.length });
  if (next === null || next === place) return null;
  if (paging.shifts && records.every(({ digest }) => known.has(digest))) return null;
  const older = floor !== null && records.every((record) => isBefore(timeOf(stream, zone, record), floor));
  return older ? null : next;
}

function isBefore(at: Date | null, floor: Date): boolean {
  return at !== null && at < floor;
}
