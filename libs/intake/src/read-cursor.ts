import type { Page } from '#base/contracts';
import { CommitChain } from './commit-chain.js';
import { noCounts } from './counts.js';
import { commitStep, hashedRow, publishRows, type HashedRow, type Reading } from './reading.js';
import { asSeen, withoutTwins } from './seen-row.js';
import { findFresh } from './sql/find-fresh.js';
import { rememberRows } from './sql/remember-rows.js';
import type { StreamState } from './stream-state.js';

interface Reach {
  readonly until: Date;
  readonly rememberFrom: Date;
}

/** What was read, and how much of it a connector may show again. */
interface CursorResult {
  readonly read: number;
  readonly remembered: number;
}

/**
 * Reads a stream whose connector keeps its own place, from the last cursor on; the cursor of a page becomes the checkpoint once the broker
 * has the page. Rows that carry a time may be shown again by the connector and are recognised by their content.
 */
export async function readFromCursor(
  reading: Reading,
  state: StreamState,
  reach: Reach,
  signal: AbortSignal,
): Promise<CursorResult> {
  const commits = new CommitChain();
  const { until } = reach;
  const request = { stream: state.stream, after: state.cursor, until, pageSize: reading.source.pageSize };
  let result: CursorResult = { read: 0, remembered: 0 };
  try {
    for await (const page of reading.reader.read(request, signal)) {
      const remembered = await takePage(reading, state, page, reach, commits);
      result = { read: result.read + page.rows.length, remembered: result.remembered + remembered };
    }
  } finally {
    await commits.settled();
  }
  return result;
}

async function takePage(
  reading: Reading,
  state: StreamState,
  page: Page,
  { rememberFrom }: Reach,
  commits: CommitChain,
): Promise<number> {
  const rows = page.rows.map((row) => hashedRow(state.stream.name, row));
  const fresh = await pickFresh(reading, state, rows);
  const remembered = fresh.filter((row) => row.cursorAt !== null && row.cursorAt >= rememberFrom).map(asSeen);
  const bytes = fresh.length === 0 ? 0 : await publishRows(reading, state, fresh);
  await commits.next(() =>
    commitStep(reading, state, {
      counts: {
        ...noCounts,
        read: rows.length,
        repeated: rows.length - fresh.length,
        published: fresh.length,
        bytes,
      },
      cursor: page.end,
      cursorAt: null,
      remember: async (tx) => {
        if (remembered.length > 0) await rememberRows(tx, state.number, withoutTwins(remembered));
      },
    }),
  );
  return remembered.length;
}

async function pickFresh(
  reading: Reading,
  state: StreamState,
  rows: readonly HashedRow[],
): Promise<readonly HashedRow[]> {
  if (rows.every((row) => row.cursorAt === null)) return rows;
  const places = await findFresh(reading.database, state.number, rows.map(asSeen));
  return places.flatMap((place) => rows[place] ?? []);
}
