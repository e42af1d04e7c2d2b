import type { Page, ReadRequest } from '#base/contracts';
import { CommitChain } from './commit-chain.js';
import { addCounts, noCounts, type Counts } from './counts.js';
import { commitStep, hashedRow, publishRows, type HashedRow, type Reading } from './reading.js';
import { asSeen, withoutTwins, type SeenRow } from './seen-row.js';
import { addDayCounts } from './sql/day-counts.js';
import { findFresh } from './sql/find-fresh.js';
import { rememberRows } from './sql/remember-rows.js';
import type { StreamState } from './stream-state.js';

/** One way through a part of a stream. */
export interface Pass extends Pick<ReadRequest, 'after' | 'since' | 'until' | 'undated' | 'day'> {
  /** Whether rows may have been published before and are to be looked up. */
  readonly lookUp: boolean;
  /** Whether the end of a page is progress; a look at the future or at undated rows is not. */
  readonly moves: boolean;
  /** Rows of this instant or later will be read again and are remembered. */
  readonly rememberFrom: Date;
  /** Rows of this instant or later are read again by every look-back; absent: by none. */
  readonly againFrom?: Date;
  /** Whether each row is met once only, and counted to its day. */
  readonly countsDays?: boolean;
}

/** What a pass read. `uncounted` holds repeats that no commit has written down yet; `remembered` rows will be read again. */
export interface PassResult {
  readonly uncounted: Counts;
  readonly remembered: number;
  readonly read: number;
  /** Rows that were not known with this content. */
  readonly fresh: number;
}

/** Reads, publishes and commits page by page: while one page is being published, the next is being read and the one before committed. Ends early, without a fault, on the signal. */
export async function readPass(
  reading: Reading,
  state: StreamState,
  pass: Pass,
  signal: AbortSignal,
): Promise<PassResult> {
  const commits = new CommitChain();
  let result: PassResult = { uncounted: noCounts, remembered: 0, read: 0, fresh: 0 };
  const request = { ...pass, stream: state.stream, pageSize: reading.source.pageSize };
  try {
    for await (const page of reading.reader.read(request, signal)) {
      result = add(result, await takePage(reading, state, pass, page, commits));
    }
  } finally {
    // Also after a fault: whoever starts again reads the checkpoints, and a commit under way would move one behind its back.
    await commits.settled();
  }
  return result;
}

async function takePage(
  reading: Reading,
  state: StreamState,
  pass: Pass,
  page: Page,
  commits: CommitChain,
): Promise<PassResult> {
  const rows = page.rows.map((row) => hashedRow(state.stream.name, row));
  const seen = rows.map((row) => (isRemembered(pass, row) ? asSeen(row) : null));
  const fresh = pass.lookUp ? await pickFresh(reading, state, rows, seen) : rows.map((_, place) => place);
  const freshRows = fresh.flatMap((place) => rows[place] ?? []);
  const remembered = fresh.flatMap((place) => seen[place] ?? []);
  const again = freshRows.filter(({ cursorAt }) => isFrom(pass.againFrom, cursorAt));
  const result = { read: rows.length, remembered: again.length, fresh: fresh.length };
  const last = page.rows.at(-1);
  const moves = pass.moves && state.isBeyond(last?.cursorAt ?? null);
  const counts = { ...noCounts, read: rows.length, repeated: rows.length - fresh.length };
  if (freshRows.length === 0 && !moves) {
    reading.observer.counted(reading.source.id, state.stream.name, counts);
    return { ...result, uncounted: counts };
  }
  const bytes = freshRows.length === 0 ? 0 : await publishRows(reading, state, freshRows);
  await commits.next(() =>
    commitStep(reading, state, {
      counts: { ...counts, published: freshRows.length, bytes },
      cursor: moves ? page.end : null,
      cursorAt: moves ? (last?.cursorAt ?? null) : null,
      remember: async (tx) => {
        if (remembered.length > 0) await rememberRows(tx, state.number, withoutTwins(remembered));
        if (pass.countsDays === true) await addDayCounts(tx, state.number, daysOf(rows));
      },
    }),
  );
  return { ...result, uncounted: noCounts };
}

/** Rows too old to be remembered are looked up nowhere: they lie beyond the checkpoint, or a late commit brought them. */
async function pickFresh(
  reading: Reading,
  state: StreamState,
  rows: readonly HashedRow[],
  seen: readonly (SeenRow | null)[],
): Promise<readonly number[]> {
  const known = rows.map((row, place) => seen[place] ?? asSeen(row));
  return findFresh(reading.database, state.number, known);
}

function isRemembered(pass: Pass, row: HashedRow): boolean {
  return row.cursorAt === null || row.cursorAt >= pass.rememberFrom;
}

function isFrom(from: Date | undefined, at: Date | null): boolean {
  return from !== undefined && (at === null || at >= from);
}

/** How many rows' cursors print each day. */
function daysOf(rows: readonly HashedRow[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { cursor } of rows) {
    const day = cursor.at?.slice(0, 10) ?? '';
    if (day !== '') days.set(day, (days.get(day) ?? 0) + 1);
  }
  return days;
}

function add(left: PassResult, right: PassResult): PassResult {
  return {
    uncounted: addCounts(left.uncounted, right.uncounted),
    remembered: left.remembered + right.remembered,
    read: left.read + right.read,
    fresh: left.fresh + right.fresh,
  };
}
