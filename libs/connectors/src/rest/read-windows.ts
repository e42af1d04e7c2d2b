import type { Page, ReadRequest } from '#base/contracts';
import { restFault } from '#base/http';
import { printTime, stepOf } from '../soap/local-time.js';
import { readPlace, writePlace, type OpenPass, type TimePlace } from './place.js';
import { readPasses, type Scope } from './read-pass.js';
import { pageOf, type Walk } from './walk.js';

const aheadMs = 86_400_000;
const beginning = new Date(0);

/** Reads time window after time window up to the bound; the first window of a poll reaches back by the overlap. */
export async function* readWindows(walk: Walk, request: ReadRequest, until: Date): AsyncGenerator<Page> {
  const { window } = walk.settings;
  const step = window === undefined ? 1_000 : stepOf(window.format);
  let place = startOf(walk, request, until);
  // A range that is read once more goes on where it was; the live reading looks back for rows that came late.
  const overlap = request.live === undefined ? walk.overlapMs : 0;
  let back = request.after === null ? 0 : Math.max(overlap, step);
  while (!walk.signal.aborted) {
    const open = place.open ?? nextWindow(walk, place.at, back, until);
    if (open === null) return;
    const done = yield* readWindow(walk, place.at, open);
    if (!done) return;
    place = { at: open.to, open: null };
    back = step;
  }
}

function nextWindow({ settings, paging }: Walk, at: Date, back: number, until: Date): OpenPass | null {
  const width = settings.window?.width ?? Number.POSITIVE_INFINITY;
  const to = new Date(Math.min(at.getTime() + width, until.getTime()));
  if (to <= at) return null;
  const from = new Date(Math.max(0, at.getTime() - back));
  return { from, to, place: paging.first, total: null, first: '' };
}

/** The place after a window is told when it held rows or was a full one; false when the signal ended it. */
async function* readWindow(walk: Walk, at: Date, open: OpenPass): AsyncGenerator<Page, boolean> {
  const passes = readPasses(walk, scopeOf(walk, open), at, open);
  let told = false;
  let turn = await passes.next();
  for (; turn.done !== true; turn = await passes.next()) {
    told = true;
    yield turn.value;
  }
  if (!turn.value) return false;
  const width = walk.settings.window?.width ?? Number.POSITIVE_INFINITY;
  const full = open.to.getTime() - at.getTime() >= width;
  if (told || full) yield pageOf(walk, [], writePlace(walk, { at: open.to, open: null }));
  return true;
}

function scopeOf(
  { settings: { window }, zone }: Walk,
  { from, to }: { readonly from: Date; readonly to: Date },
): Scope {
  if (window === undefined) return { bounds: {}, floor: from };
  return {
    bounds: { from: printTime(from, window.format, zone), to: printTime(to, window.format, zone) },
    floor: null,
  };
}

function startOf(walk: Walk, request: ReadRequest, until: Date): TimePlace {
  const { settings, zone, source, stream } = walk;
  if (request.after === null) {
    const written = settings.window === undefined ? beginning : zone.toInstant(settings.window.start);
    const start = request.since ?? written;
    if (start !== null) return { at: start, open: null };
  } else {
    const place = readPlace(walk, request.after);
    if (place !== null && place.at.getTime() <= until.getTime() + aheadMs) return place;
  }
  throw restFault(source, 'place', { stream: stream.name });
}
