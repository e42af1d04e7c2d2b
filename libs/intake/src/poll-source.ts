import { readHeldStreams } from '#base/postgres';
import { addCounts, noCounts, type Counts } from './counts.js';
import { lookBackFrom, rememberedFrom, type Reach } from './look-back.js';
import { isLateLookDue, lateMemoryMs, lookForLateRows } from './late-rows.js';
import { readFlagged } from './read-flagged.js';
import { readFromCursor } from './read-cursor.js';
import { readLogs } from './read-log.js';
import { readPass, type Pass } from './read-keyset.js';
import { readSnapshot } from './read-snapshot.js';
import { checkpointMoved, type Reading } from './reading.js';
import { beginFirstLoad } from './sql/begin-first-load.js';
import { countRun } from './sql/count-run.js';
import { forgetRows } from './sql/forget-rows.js';
import { markDrained, type DrainedStream } from './sql/mark-drained.js';
import type { StreamState } from './stream-state.js';
import { lookAtLog } from './unread-logs.js';

/** What a finished poll says for the schedule of the next. */
export interface PollResult {
  /** Whether some stream was read for the first time. */
  readonly firstLoad: boolean;
  /** Which part of the rows read will be read again by a look-back. */
  readonly share: number;
}

/** One bound for all streams of a poll, so that a result never overtakes its case; clocks ahead of it are caught by a sweep. */
interface Bounds {
  readonly now: Date;
  readonly until: Date;
  readonly ahead: Date;
  readonly rememberFrom: Date;
  /** What any look-back reaches; a look for late rows reaches further. */
  readonly againFrom: Date;
  readonly reach: Reach;
}

interface StreamResult {
  readonly drained: DrainedStream;
  readonly read: number;
  readonly remembered: number;
}

/** How far a row's time must lie ahead of its database's clock to be more than a row that was just written. */
const aheadMs = 5_000;

/** Reads every stream once that is not held, in their order, up to the same instant of the source's clock; null when the signal ended it. */
export async function pollSource(
  reading: Reading,
  states: readonly StreamState[],
  reach: Reach,
  signal: AbortSignal,
): Promise<PollResult | null> {
  const bounds = await boundsOf(reading, reach);
  await beginFirstLoads(reading, states, bounds.now);
  const firstLoad = states.some((state) => !state.loaded);
  const open = await openStates(reading, states);
  await readLogs(reading, open, bounds.until, signal);
  if (signal.aborted) return null;
  const results: StreamResult[] = [];
  const through: StreamState[] = [];
  for (const state of open) {
    const holding = state.begin();
    const result = await readStream(reading, state, bounds, AbortSignal.any([signal, holding]));
    if (signal.aborted) return null;
    // What was held on the way is not read up.
    if (holding.aborted) continue;
    results.push(result);
    through.push(state);
  }
  await finishPoll(reading, through, results, bounds);
  const read = results.reduce((sum, result) => sum + result.read, 0);
  const remembered = results.reduce((sum, result) => sum + result.remembered, 0);
  return { firstLoad, share: read === 0 ? 0 : remembered / read };
}

/** The streams that are not held. One change log feeds all streams read from it: while one of them is held, all of them wait. */
async function openStates(reading: Reading, states: readonly StreamState[]): Promise<readonly StreamState[]> {
  const held = (await readHeldStreams(reading.database, reading.source.id)).map(({ stream }) => stream);
  const isHeld = ({ stream }: StreamState): boolean => held.includes(stream.name);
  const logHeld = states.some((state) => state.stream.mode === 'log' && isHeld(state));
  if (logHeld) await lookAtLog(reading.observer, reading.source, reading.reader);
  return states.filter((state) => !isHeld(state) && !(logHeld && state.stream.mode === 'log'));
}

/** The instant that parts a first load from what comes after outlives a restart in the middle of it. */
async function beginFirstLoads(
  { database, source }: Reading,
  states: readonly StreamState[],
  now: Date,
): Promise<void> {
  const untouched = states.filter((state) => state.untouched);
  if (untouched.length === 0) return;
  const names = untouched.map(({ stream }) => stream.name);
  await beginFirstLoad(database, source.id, names, now);
  for (const state of untouched) state.began(now);
}

async function boundsOf(reading: Reading, reach: Reach): Promise<Bounds> {
  const now = await reading.reader.now();
  const until = new Date(now.getTime() - reading.source.lagMs);
  return {
    now,
    until,
    ahead: new Date(now.getTime() + aheadMs),
    againFrom: rememberedFrom(reading.source, until),
    rememberFrom: new Date(
      Math.min(
        rememberedFrom(reading.source, until).getTime(),
        until.getTime() - lateMemoryMs(reading.source),
      ),
    ),
    reach,
  };
}

async function readStream(
  reading: Reading,
  state: StreamState,
  bounds: Bounds,
  signal: AbortSignal,
): Promise<StreamResult> {
  const { mode } = state.stream;
  // What the log had was read before the tables, for all its streams at once.
  if (mode === 'log')
    return { read: 0, remembered: 0, drained: drained(state, bounds, noCounts, state.pass) };
  if (mode === 'keyset') return readKeyset(reading, state, bounds, signal);
  if (mode === 'cursor') {
    const result = await readFromCursor(reading, state, bounds, signal);
    return { ...result, drained: drained(state, bounds, noCounts, state.pass) };
  }
  if (mode === 'flag') {
    const { read } = await readFlagged(reading, state, signal);
    return { read, remembered: 0, drained: drained(state, bounds, noCounts, state.pass) };
  }
  if (bounds.reach !== 'sweep' && state.loaded) {
    return { read: 0, remembered: 0, drained: drained(state, bounds, noCounts, state.pass) };
  }
  const { read } = await readSnapshot(reading, state, signal);
  return { read, remembered: read, drained: drained(state, bounds, noCounts, state.pass + 1n) };
}

async function readKeyset(
  reading: Reading,
  state: StreamState,
  bounds: Bounds,
  signal: AbortSignal,
): Promise<StreamResult> {
  let uncounted = noCounts;
  let read = 0;
  let remembered = 0;
  for (const pass of passesOf(reading, state, bounds)) {
    const result = await readPass(reading, state, pass, signal);
    uncounted = addCounts(uncounted, result.uncounted);
    read += result.read;
    remembered += result.remembered;
  }
  if (!signal.aborted && isLateLookDue(reading, state)) {
    const look = await lookForLateRows(reading, state, bounds.until, bounds.rememberFrom, signal);
    uncounted = addCounts(uncounted, look.uncounted);
  }
  return { read, remembered, drained: drained(state, bounds, uncounted, state.pass) };
}

/** To be asked after the stream was read: its version has moved with its commits. */
function drained(state: StreamState, bounds: Bounds, uncounted: Counts, pass: bigint): DrainedStream {
  const { read, repeated } = uncounted;
  return { stream: state.stream.name, version: state.version, until: bounds.until, read, repeated, pass };
}

function passesOf(reading: Reading, state: StreamState, bounds: Bounds): readonly Pass[] {
  const { until, ahead, rememberFrom, againFrom, reach } = bounds;
  const { reached } = state;
  const aside = { after: null, until: null, lookUp: true, moves: false, rememberFrom, againFrom };
  const undated = { ...aside, undated: true };
  const main = { until, moves: true, rememberFrom, againFrom };
  if (!state.loaded || reached === null) {
    return [undated, { ...main, after: state.cursor, lookUp: false, countsDays: true }];
  }
  const since = lookBackFrom(reading.source, reach, reached, until);
  const forward = { ...main, after: null, since, lookUp: true };
  return reach === 'sweep' ? [undated, forward, { ...aside, since: ahead }] : [forward];
}

async function finishPoll(
  reading: Reading,
  states: readonly StreamState[],
  results: readonly StreamResult[],
  bounds: Bounds,
): Promise<void> {
  const { source, database, owner, run, clock, observer } = reading;
  const ends = results.map((result) => result.drained);
  const counts = ends.reduce<Counts>(
    (sum, { read, repeated }) => addCounts(sum, { ...noCounts, read, repeated }),
    noCounts,
  );
  await database.transaction(async (tx) => {
    const moved = await markDrained(tx, source.id, owner, ends, clock.now());
    if (moved !== ends.length) throw checkpointMoved(reading, '*');
    await countRun(tx, run, counts, 1);
  });
  states.forEach((state, place) => state.drained(bounds.until, ends[place]?.pass ?? state.pass));
  if (bounds.reach === 'sweep') {
    for (const state of states) await forgetRows(database, state.number, bounds.rememberFrom);
  }
  observer.polled(
    source.id,
    ends.map(({ stream, until }) => ({ stream, until })),
  );
}
