import { addCounts, noCounts, type Counts } from './counts.js';
import { commitStep, hashedRow, publishRows, type Reading } from './reading.js';
import type { StreamState } from './stream-state.js';

/** Reads the rows whose sync flag is empty, publishes them, and writes the flag back after the checkpoint: a crash in between repeats rows, never loses one. */
export async function readFlagged(
  reading: Reading,
  state: StreamState,
  signal: AbortSignal,
): Promise<Counts> {
  const request = { stream: state.stream, after: null, until: null, pageSize: reading.source.pageSize };
  let counts = noCounts;
  for await (const page of reading.reader.read(request, signal)) {
    const rows = page.rows.map((row) => hashedRow(state.stream.name, row));
    const bytes = await publishRows(reading, state, rows);
    const step = { ...noCounts, read: rows.length, published: rows.length, bytes };
    await commitStep(reading, state, {
      counts: step,
      cursor: null,
      cursorAt: null,
      remember: () => Promise.resolve(),
    });
    await reading.reader.acknowledge(state.stream, page.rows);
    counts = addCounts(counts, step);
  }
  return counts;
}
