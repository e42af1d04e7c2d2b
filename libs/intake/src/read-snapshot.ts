import type { Cursor, RawRow, StreamDefinition } from '#base/contracts';
import { addCounts, noCounts, type Counts } from './counts.js';
import { commitStep, hashed, hashedRow, publishRows, type HashedRow, type Reading } from './reading.js';
import { asMet } from './seen-row.js';
import { deleteVanished } from './sql/delete-vanished.js';
import { findChanged } from './sql/find-changed.js';
import { putSnapshot } from './sql/put-snapshot.js';
import { selectVanished, type VanishedRow } from './sql/select-vanished.js';
import type { StreamState } from './stream-state.js';

/** Reads a whole table in key order, publishes what differs from the last pass, and at its end a deletion for every row that is gone. An interrupted pass deletes nothing. */
export async function readSnapshot(
  reading: Reading,
  state: StreamState,
  signal: AbortSignal,
): Promise<Counts> {
  const pass = state.pass + 1n;
  const request = { stream: state.stream, after: null, until: null, pageSize: reading.source.pageSize };
  let counts = noCounts;
  for await (const page of reading.reader.read(request, signal)) {
    counts = addCounts(
      counts,
      await takePage(
        reading,
        state,
        pass,
        page.rows.map((row) => hashedRow(state.stream.name, row)),
      ),
    );
  }
  if (signal.aborted) return counts;
  return addCounts(counts, await deleteMissing(reading, state, pass, signal));
}

async function takePage(
  reading: Reading,
  state: StreamState,
  pass: bigint,
  rows: readonly HashedRow[],
): Promise<Counts> {
  const met = rows.map(asMet);
  const places = await findChanged(reading.database, state.number, met);
  const changed = places.flatMap((place) => rows[place] ?? []);
  const bytes = changed.length === 0 ? 0 : await publishRows(reading, state, changed);
  const counts = {
    ...noCounts,
    read: rows.length,
    published: changed.length,
    repeated: rows.length - changed.length,
    bytes,
  };
  const once = [...new Map(met.map((row) => [row.key, row])).values()];
  await commitStep(reading, state, {
    ...stay,
    counts,
    remember: (tx) => putSnapshot(tx, state.number, pass, once),
  });
  return counts;
}

async function deleteMissing(
  reading: Reading,
  state: StreamState,
  pass: bigint,
  signal: AbortSignal,
): Promise<Counts> {
  let counts = noCounts;
  while (!signal.aborted) {
    const gone = await selectVanished(reading.database, state.number, pass, reading.source.pageSize);
    if (gone.length === 0) return counts;
    const rows = gone.map((row) => hashed(deletion(state.stream, row)));
    const bytes = await publishRows(reading, state, rows);
    const step = { ...noCounts, published: rows.length, vanished: rows.length, bytes };
    await commitStep(reading, state, {
      ...stay,
      counts: step,
      remember: (tx) =>
        deleteVanished(
          tx,
          state.number,
          gone.map(({ key }) => key),
        ),
    });
    counts = addCounts(counts, step);
  }
  return counts;
}

const stay: { readonly cursor: Cursor | null; readonly cursorAt: Date | null } = {
  cursor: null,
  cursorAt: null,
};

/** What is left of a row that is gone: its key columns. */
export function deletion(stream: StreamDefinition, row: VanishedRow): RawRow {
  const values: readonly unknown[] = JSON.parse(row.key);
  const left = Object.fromEntries(stream.key.map((name, place) => [name, values[place] ?? null]));
  return {
    caseNumber: row.caseNumber,
    key: row.key,
    cursor: { at: null, key: values.map(String) },
    cursorAt: null,
    body: Buffer.from(JSON.stringify(left)),
    operation: 'delete',
  };
}
