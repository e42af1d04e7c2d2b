import type { Page, ReadRequest } from '#base/contracts';
import { printTime, stepOf } from '../soap/local-time.js';
import { restFault } from './faults.js';
import { readPlace, writePlace, type TimePlace } from './place.js';
import { readPasses, type Scope } from './read-pass.js';
import { pageOf, type Walk } from './walk.js';

const aheadMs = 86_400_000;
const beginning = new Date(0);

/** Reads time window after time window up to the bound; the first window of a poll reaches back by the overlap. */
export async function* readWindows(walk: Walk, request: ReadRequest, until: Date): AsyncGenerator<Page> {
  const { settings, paging, signal, overlapMs } = walk;
  const { window } = settings;
  const step = window === undefined ? 1_000 : stepOf(window.format);
  let place = startOf(walk, request, until);
  let back = request.after === null ? 0 : Math.max(overlapMs, step);
  while (!signal.aborted) {
    const { at } = place;
    const to =
      window === undefined ? until : new Date(Math.min(at.getTime() + window.width, until.getTime()));
    if (place.open === null && to <= at) return;
    const from = new Date(Math.max(0, at.getTime() - back));
    const open = place.open ?? { from, to, place: paging.first, total: null, first: '' };
    let told = false;
    const passes = readPasses(walk, scopeOf(walk, open), at, open);
    for (let turn = await passes.next(); ; turn = await passes.next()) {
      if (turn.done === true) {
        if (!turn.value) return;
        break;
      }
      told = true;
      yield turn.value;
    }
    place = { at: open.to, open: null };
    const full = window !== undefined && open.to.getTime() - at.getTime() >= window.width;
    if (told || full) yield pageOf(walk, [], writePlace(walk, place));
    back = step;
  }
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
