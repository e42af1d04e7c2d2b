import type { Page, ReadRequest } from '#base/contracts';
import { soapFault } from './faults.js';
import { readListPlace, writeListPlace, type ListPlace } from './place.js';
import { digestOf, toRow } from './stream-plan.js';
import type { Walk } from './walk.js';

/** Reads a list without times from its last page on; a page whose content is known is not given again. A list that has become shorter is read from the beginning. */
export async function* readList(walk: Walk, request: ReadRequest): AsyncGenerator<Page> {
  const beginning = { page: walk.first, seen: 0, digest: '' };
  const start = request.after === null ? beginning : readListPlace(request.after, walk.pageSize, walk.first);
  if (start === null) throw soapFault(walk.source, 'place', { stream: walk.plan.stream.name });
  const shorter = yield* readFrom(walk, start);
  if (!shorter || start.page === walk.first) return;
  yield* readFrom(walk, beginning);
}

/** Answers whether the list ended before the place it was to go on from. */
async function* readFrom(walk: Walk, start: ListPlace): AsyncGenerator<Page, boolean> {
  const { plan, zone, pageSize, signal } = walk;
  const singlePage = plan.settings.page === undefined;
  const digests = new Set<string>();
  let place = start;
  for (;;) {
    const { records, total } = await walk.ask({ page: String(place.page), offset: String(place.seen) });
    if (signal.aborted) return false;
    const digest = digestOf(records);
    const seen = place.seen + records.length;
    if (records.length === 0 || digests.has(digest)) {
      return isGone(place, start, walk) || refuseGap(walk, place.seen, total);
    }
    digests.add(digest);
    if (isShorter(total, seen, place, walk)) return true;
    if (digest !== place.digest) {
      const end = writeListPlace({ ...place, digest }, pageSize);
      yield { rows: records.map((record) => toRow(plan, zone, record, end)), end };
    }
    if (singlePage || total === seen) return false;
    place = { page: place.page + 1, seen, digest: '' };
  }
}

function isGone(place: ListPlace, start: ListPlace, walk: Walk): boolean {
  return place.page === start.page && place.page !== walk.first;
}

function isShorter(total: number | null, seen: number, place: ListPlace, walk: Walk): boolean {
  return total !== null && total < seen && place.page > walk.first;
}

function refuseGap(walk: Walk, seen: number, total: number | null): false {
  if (total === null || seen >= total) return false;
  throw soapFault(walk.source, 'shifting', { stream: walk.plan.stream.name });
}
