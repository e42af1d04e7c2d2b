import type { DayCount, SourceDefinition } from '#base/contracts';
import { addCounts, noCounts, type Counts } from './counts.js';
import { readPass, type Pass } from './read-keyset.js';
import type { Reading } from './reading.js';
import { noteLateLook, putDayCounts, selectDayCounts } from './sql/day-counts.js';
import type { StreamState } from './stream-state.js';

/** What a look for late rows came to. */
export interface LateLook {
  readonly uncounted: Counts;
  readonly found: number;
}

const dayMs = 86_400_000;
/** Days end at different instants in the zones of the world. */
const zonesMs = 14 * 3_600_000;
/** A statement counts about so many rows at most, so that none of them is long. */
const rowsAtOnce = 200_000;
const named = 5;

/** How far back rows must be remembered so that a look knows them again; nothing where the source is not looked at. */
export function lateMemoryMs({ lateRowsMs, overlapMs }: SourceDefinition): number {
  return lateRowsMs ? lateRowsMs + 2 * dayMs + zonesMs + overlapMs : 0;
}

/** Whether a stream is due for a look: at once after its first load, then at the source's interval. */
export function isLateLookDue({ source, reader, clock }: Reading, state: StreamState): boolean {
  if (!source.lateRowsMs || reader.countDays === undefined || !state.loaded) return false;
  const { lateLookedAt } = state;
  return lateLookedAt === null || clock.now().getTime() - lateLookedAt.getTime() >= source.lateRowsMs;
}

/**
 * Finds rows that lie behind everything a poll reads again: committed late, or written with a time long past. What came since the last look is
 * read once more and recognised by its content; of every day before, the source is asked for its number of rows and the ends of its keys, and a
 * day that has more, or others, is read again. A row put in a day while another left it is only seen by its key.
 */
export async function lookForLateRows(
  reading: Reading,
  state: StreamState,
  until: Date,
  rememberFrom: Date,
  signal: AbortSignal,
): Promise<LateLook> {
  const open = openFrom(new Date(until.getTime() - reading.source.overlapMs));
  const since = state.lateFrom ?? open;
  const work = new Look(
    reading,
    state,
    { until: null, moves: false, lookUp: true, after: null, rememberFrom },
    signal,
  );
  const known = await selectDayCounts(reading.database, state.number);
  // Counted before they are read: what comes in between is then read at once, or found the next time.
  const counted = await daysBefore(reading, state, known, open, signal);
  const from = new Date(Math.max(Date.parse(since) - zonesMs, rememberFrom.getTime()));
  const fresh = state.lateFrom === null || signal.aborted ? 0 : await work.again(from, until);
  if (signal.aborted) return work.result(fresh);
  // Counted by no first load, there is nothing to compare with yet.
  const isKnown = known.size > 0;
  const odd = counted
    .filter((now) => isKnown && now.day < since && differs(known.get(now.day), now))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
  let late = fresh;
  for (const now of odd) {
    await work.day(now.day);
    if (signal.aborted) return work.result(late);
    late += Math.max(1, now.rows - (known.get(now.day)?.rows ?? 0));
  }
  const at = reading.clock.now();
  await reading.database.transaction(async (tx) => {
    await putDayCounts(tx, state.number, counted);
    await noteLateLook(tx, state.number, { at, from: open, found: late });
  });
  state.looked(at, open);
  if (late > 0) tell(reading, state, late, odd);
  return work.result(late);
}

/** The first day that is not over anywhere. */
function openFrom(at: Date): string {
  return new Date(at.getTime() - zonesMs).toISOString().slice(0, 10);
}

function differs(before: DayCount | undefined, now: DayCount): boolean {
  if (before === undefined || now.rows > before.rows) return true;
  const knowsKeys = before.firstKey !== null || before.lastKey !== null;
  return knowsKeys && (now.firstKey !== before.firstKey || now.lastKey !== before.lastKey);
}

/** Asks for all days before one, in pieces of about as many rows as a statement may count. */
async function daysBefore(
  { reader }: Reading,
  { stream }: StreamState,
  known: ReadonlyMap<string, DayCount>,
  open: string,
  signal: AbortSignal,
): Promise<readonly DayCount[]> {
  const found: DayCount[] = [];
  let from: string | null = null;
  for (const before of [...piecesOf(known, open), open]) {
    if (signal.aborted) return found;
    found.push(...((await reader.countDays?.(stream, { from, before })) ?? []));
    from = before;
  }
  return found;
}

function piecesOf(known: ReadonlyMap<string, DayCount>, open: string): readonly string[] {
  const pieces: string[] = [];
  let rows = 0;
  for (const { day, rows: count } of known.values()) {
    if (day >= open) break;
    if (rows + count > rowsAtOnce && rows > 0) {
      pieces.push(day);
      rows = 0;
    }
    rows += count;
  }
  return pieces;
}

/** The passes of one look, and what they came to. */
class Look {
  #uncounted = noCounts;

  constructor(
    private readonly reading: Reading,
    private readonly state: StreamState,
    private readonly pass: Pass,
    private readonly signal: AbortSignal,
  ) {}

  /** Reads a range again; answers how many rows nobody had seen with this content. */
  async again(since: Date, until: Date): Promise<number> {
    return this.#read({ ...this.pass, since, until });
  }

  async day(day: string): Promise<void> {
    await this.#read({ ...this.pass, day });
  }

  result(found: number): LateLook {
    return { uncounted: this.#uncounted, found };
  }

  async #read(pass: Pass): Promise<number> {
    const { uncounted, fresh } = await readPass(this.reading, this.state, pass, this.signal);
    this.#uncounted = addCounts(this.#uncounted, uncounted);
    return fresh;
  }
}

function tell(
  { source, observer }: Reading,
  { stream }: StreamState,
  late: number,
  odd: readonly DayCount[],
): void {
  const days = odd.slice(0, named).map(({ day }) => day);
  const where =
    days.length === 0 ? '' : `，其中补录在 ${days.join('、')}${odd.length > named ? ' 等日' : ''}`;
  observer.late(source.id, stream.name, late);
  observer.noticed(
    source.id,
    `数据源 ${source.id} 的数据流 ${stream.name} 补读了 ${late} 行：它们晚到，或写的是过去的时间${where}。`,
  );
}
