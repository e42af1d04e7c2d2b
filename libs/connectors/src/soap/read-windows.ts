import type { Cursor, Page, ReadRequest } from '#base/contracts';
import { soapFault } from './faults.js';
import { printTime, stepOf } from './local-time.js';
import { readTimePlace, writeTimePlace, type TimePlace, type WindowPlace } from './place.js';
import { digestOf, toRow } from './stream-plan.js';
import type { Walk } from './walk.js';
import type { Answer } from './answer.js';

type WindowSettings = NonNullable<Walk['plan']['settings']['window']>;

const mostRestarts = 3;
const aheadMs = 86_400_000;

/** Reads time window after time window up to the bound; every window's first read of a poll reaches back by the overlap. */
export async function* readWindows(
  walk: Walk,
  settings: WindowSettings,
  request: ReadRequest,
  until: Date,
): AsyncGenerator<Page> {
  const { zone, signal } = walk;
  let place = placeOf(walk, settings, request, until);
  const step = stepOf(settings.format);
  const overlap = request.live === undefined ? walk.overlapMs : 0;
  let back = request.after === null ? 0 : Math.max(overlap, step);
  while (!signal.aborted) {
    const { at } = place;
    const to = new Date(Math.min(at.getTime() + settings.width, until.getTime()));
    if (place.open === null && to <= at) return;
    const fresh = { from: new Date(at.getTime() - back), to, page: walk.first, seen: 0, total: null };
    const open = place.open ?? fresh;
    yield* readWindow(walk, settings, at, open);
    place = { at: open.to, open: null };
    back = step;
  }

  function placeOf(walk: Walk, settings: WindowSettings, request: ReadRequest, until: Date): TimePlace {
    if (request.after === null) {
      const start = request.since ?? zone.toInstant(settings.start);
      if (start === null) throw soapFault(walk.source, 'place');
      return { at: start, open: null };
    }
    const place = readTimePlace(request.after, walk.pageSize, zone);
    if (place !== null && place.at.getTime() <= until.getTime() + aheadMs) return place;
    throw soapFault(walk.source, 'place', { stream: walk.plan.stream.name });
  }
}

/** One window, page by page. Where the total moves or cannot be reached, rows have shifted between pages and the window is read again. */
async function* readWindow(
  walk: Walk,
  settings: WindowSettings,
  at: Date,
  start: WindowPlace,
): AsyncGenerator<Page> {
  const { zone, signal, pageSize, first } = walk;
  const bounds = {
    from: printTime(start.from, settings.format, zone),
    to: printTime(start.to, settings.format, zone),
  };
  let place = start;
  let digests = new Set<string>();
  let restarts = 0;
  for (;;) {
    const answer = await walk.ask({ ...bounds, page: String(place.page), offset: String(place.seen) });
    if (signal.aborted) return;
    const turn = weigh(walk, place, answer, digests);
    if (turn.shifted) {
      restarts += 1;
      refuseEndless(walk, restarts);
      place = { ...start, page: first, seen: 0, total: null };
      digests = new Set();
      continue;
    }
    const next = { ...place, page: place.page + 1, seen: turn.seen, total: turn.total };
    const end = writeTimePlace(turn.done ? { at: start.to, open: null } : { at, open: next }, pageSize, zone);
    const worthKeeping = place.page > first || start.to.getTime() - at.getTime() >= settings.width;
    if (turn.fresh || worthKeeping) yield pageOf(walk, turn.fresh ? answer.records : [], end);
    if (turn.done) return;
    place = next;
  }
}

function refuseEndless(walk: Walk, restarts: number): void {
  if (restarts > mostRestarts) throw soapFault(walk.source, 'shifting', { stream: walk.plan.stream.name });
}

interface Turn {
  readonly fresh: boolean;
  readonly done: boolean;
  readonly shifted: boolean;
  readonly seen: number;
  readonly total: number | null;
}

/** A page seen before in the window means that the service has run out of pages or takes no notice of the number. */
function weigh(walk: Walk, place: WindowPlace, answer: Answer, digests: Set<string>): Turn {
  const digest = digestOf(answer.records);
  const fresh = answer.records.length > 0 && !digests.has(digest);
  digests.add(digest);
  const total = answer.total ?? place.total;
  const seen = place.seen + (fresh ? answer.records.length : 0);
  const left = total === null ? null : total - seen;
  const done = !fresh || walk.plan.settings.page === undefined || reached(left);
  const short = done && left !== null && left > 0;
  return { fresh, done, shifted: short || hasMoved(place.total, total), seen, total };
}

function hasMoved(before: number | null, total: number | null): boolean {
  return before !== null && before !== total;
}

function reached(left: number | null): boolean {
  return left !== null && left <= 0;
}

function pageOf(walk: Walk, records: Answer['records'], end: Cursor): Page {
  return { rows: records.map((record) => toRow(walk.plan, walk.zone, record, end)), end };
}
