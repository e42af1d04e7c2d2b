import { brandAs, durationText, type CaseNumber, type ParkedPolicy } from '#base/contracts';
import type { OpenKey } from '#base/postgres';
import type { Entry, WaitRule } from './map-batch.js';
import { parkedRecord } from './read-raw.js';

/** What is parked of a case, as far as a batch has been gone through. */
type Queue = Omit<OpenKey, 'caseNumber'>;

/**
 * Holds back what comes behind a parked record of its case, in the order of the batch, one parked by this very batch included: it waits. Beyond
 * the bound it passes, and is marked so.
 */
export function holdBack(
  entries: readonly Entry[],
  open: readonly OpenKey[],
  rule: WaitRule,
  at: Date,
): readonly Entry[] {
  const queues = new Map<string, Queue>(open.map(({ caseNumber, ...queue }) => [caseNumber, queue]));
  return entries.map((entry) => {
    const key = caseOf(entry);
    const queue = queues.get(key ?? '');
    if ('parked' in entry) {
      if (key !== null) queues.set(key, lengthened(queue, entry, at));
      return entry;
    }
    const policy = rule(entry.put.stream);
    if (policy === null || queue === undefined || queue.first > entry.offset) return entry;
    if (mayPass(queue, policy, at)) return { ...entry, passes: true };
    queues.set(entry.put.record.caseNumber, { ...queue, waiting: queue.waiting + 1 });
    return waiting(entry, queue, policy);
  });
}

/** The case of an entry, by which it was keyed; null where a message came without one. */
export function caseOf(entry: Entry): CaseNumber | null {
  if ('put' in entry) return entry.put.record.caseNumber;
  return entry.parked.caseNumber === null ? null : brandAs(entry.parked.caseNumber);
}

function lengthened(queue: Queue | undefined, { offset }: Entry, at: Date): Queue {
  if (queue === undefined) return { first: offset, since: at, waiting: 0 };
  const first = queue.first < offset ? queue.first : offset;
  return { ...queue, first, since: queue.since ?? at };
}

/* Where only waiting records are left, they are about to go on: what comes now stays behind them, however many there are. */
function mayPass(
  { since, waiting: count }: Queue,
  { waitAtMost, waitAtMostMs }: ParkedPolicy,
  at: Date,
): boolean {
  if (since === null) return false;
  if (waitAtMost !== null) return count >= waitAtMost;
  return waitAtMostMs !== null && at.getTime() - since.getTime() >= waitAtMostMs;
}

function waiting(
  { put, ...placed }: Extract<Entry, { readonly put: unknown }>,
  { since }: Queue,
  { waitAtMost, waitAtMostMs }: ParkedPolicy,
): Entry {
  const bound = waitAtMostMs === null ? `${String(waitAtMost)} 条` : durationText(waitAtMostMs);
  const parked = parkedRecord(put, 'waiting', {
    code: 'HUB_EARLIER_PARKED',
    field: null,
    sentence: `同一办件在前的记录还在隔离，按该数据源的约定等候（至多 ${bound}）；前一条放行或舍弃后自动继续。`,
  });
  const until = since === null || waitAtMostMs === null ? null : since.getTime() + waitAtMostMs;
  return {
    ...placed,
    parked: {
      ...parked,
      ...(placed.quiet === undefined ? {} : { quiet: placed.quiet }),
      waitUntil: until === null ? null : new Date(until).toISOString(),
    },
  };
}
