import { HubError, type ChangeLog, type LogPage, type LogRow, type LogStanding } from '#base/contracts';
import { noCounts } from './counts.js';
import { deletion, readSnapshot } from './read-snapshot.js';
import {
  commitStep,
  commitSteps,
  hashed,
  hashedRow,
  publishRows,
  type HashedRow,
  type Reading,
  type Step,
} from './reading.js';
import { asMet, type SnapshotRow } from './seen-row.js';
import { deleteVanished } from './sql/delete-vanished.js';
import { findSnapshot } from './sql/find-snapshot.js';
import { markDrained } from './sql/mark-drained.js';
import { putSnapshot } from './sql/put-snapshot.js';
import type { StreamState } from './stream-state.js';

/**
 * Reads the streams that follow their source's change log: a stream without a place is read whole, against what was published of it before,
 * from a place noted earlier; then the log from the earliest place on. The source may forget a page only after broker and checkpoint have it.
 */
export async function readLogs(
  reading: Reading,
  states: readonly StreamState[],
  until: Date,
  signal: AbortSignal,
): Promise<void> {
  const logged = states.filter(({ stream }) => stream.mode === 'log');
  if (logged.length === 0) return;
  const log = logOf(reading);
  const standing = await log.standing(earliest(log, logged));
  tellStanding(reading, standing, logged);
  for (const state of logged) {
    if (standing.continuous && state.cursor !== null) continue;
    await readWhole(reading, state, until, signal);
    if (signal.aborted) return;
    const cursor = { at: standing.place, key: [] };
    await commitStep(reading, state, { ...step(), cursor });
  }
  const from = earliest(log, logged) ?? standing.place;
  const streams = logged.map(({ stream }) => stream);
  for await (const page of log.read(streams, from, reading.source.pageSize, signal)) {
    await takePage(reading, logged, page);
    await rereadEmptied(reading, logged, page, until, signal);
    if (signal.aborted) return;
    if (page.end !== null) await log.confirm(page.end);
  }
}

function logOf({ reader, source }: Reading): ChangeLog {
  if (reader.log !== undefined && reader.log !== null) return reader.log;
  throw new HubError(
    'HUB_SOURCE_INVALID',
    `数据源 ${source.id} 没有变更日志可读，请改用 keyset 或 snapshot 模式。`,
    { source: source.id },
  );
}

/** The earliest place any loaded stream holds; null when none is loaded. */
function earliest(log: ChangeLog, states: readonly StreamState[]): string | null {
  const places = states.flatMap(({ cursor }) => cursor?.at ?? []);
  return places.reduce<string | null>(
    (left, right) => (left === null ? right : log.earlier(left, right)),
    null,
  );
}

function tellStanding(
  { source, observer }: Reading,
  standing: LogStanding,
  states: readonly StreamState[],
): void {
  observer.retained(source.id, standing.retainedBytes);
  if (standing.warning !== null) observer.noticed(source.id, standing.warning);
  if (standing.continuous || states.every(({ cursor }) => cursor === null)) return;
  const sentence = `数据源 ${source.id} 的变更日志与检查点接不上，其间的变更已不可得；枢纽整表重读，按内容补齐改动与删除。`;
  const fault = new HubError('HUB_LOG_GAP', standing.warning ?? sentence, { source: source.id });
  observer.faulted(source.id, fault, 0);
}

/** Reads a table as a snapshot. Its pass is written down before the stream gets a place, so that a crash in between reads it whole again. */
async function readWhole(
  reading: Reading,
  state: StreamState,
  until: Date,
  signal: AbortSignal,
): Promise<void> {
  await readSnapshot(reading, state, signal);
  if (signal.aborted) return;
  const { source, owner, clock, database } = reading;
  const pass = state.pass + 1n;
  const drained = { stream: state.stream.name, version: state.version, until, read: 0, repeated: 0, pass };
  await database.transaction((tx) => markDrained(tx, source.id, owner, [drained], clock.now()));
  state.drained(until, pass);
}

async function rereadEmptied(
  reading: Reading,
  states: readonly StreamState[],
  page: LogPage,
  until: Date,
  signal: AbortSignal,
): Promise<void> {
  for (const sentence of page.notices) reading.observer.noticed(reading.source.id, sentence);
  for (const state of states) {
    if (page.emptied.includes(state.stream.name)) await readWhole(reading, state, until, signal);
  }
}

/** Publishes the streams of a page in their declared order and moves all of their checkpoints in one transaction. */
async function takePage(reading: Reading, states: readonly StreamState[], page: LogPage): Promise<void> {
  const steps: { readonly state: StreamState; readonly step: Step }[] = [];
  for (const state of states) {
    const rows = page.rows.filter(({ stream }) => stream === state.stream.name);
    const taken = rows.length === 0 ? step() : await takeRows(reading, state, rows);
    if (rows.length === 0 && page.end === null) continue;
    steps.push({ state, step: page.end === null ? taken : { ...taken, cursor: { at: page.end, key: [] } } });
  }
  if (steps.length > 0) await commitSteps(reading, steps);
}

async function takeRows(reading: Reading, state: StreamState, rows: readonly LogRow[]): Promise<Step> {
  const { fresh, last } = await sift(reading, state, rows);
  const bytes = fresh.length === 0 ? 0 : await publishRows(reading, state, fresh);
  const put = [...last.values()].filter((met) => met !== null);
  const gone = [...last].flatMap(([key, met]) => (met === null ? [key] : []));
  const vanished = fresh.filter(({ operation }) => operation === 'delete').length;
  const repeated = rows.length - fresh.length;
  return {
    ...step(),
    counts: { read: rows.length, published: fresh.length, repeated, vanished, bytes },
    remember: async (tx) => {
      if (put.length > 0) await putSnapshot(tx, state.number, state.pass, put);
      if (gone.length > 0) await deleteVanished(tx, state.number, gone);
    },
  };
}

/** Leaves out rows whose content is what was published last, and deletions of rows that never were; in order, since a row may change back within a page. `last` is how each key ends, null where it is gone. */
async function sift(
  reading: Reading,
  state: StreamState,
  rows: readonly LogRow[],
): Promise<{ readonly fresh: readonly HashedRow[]; readonly last: ReadonlyMap<string, SnapshotRow | null> }> {
  const keys = [...new Set(rows.map(({ key }) => key))];
  const published = await findSnapshot(reading.database, state.number, keys);
  const known = new Map<string, SnapshotRow>(published.map((row) => [row.key, row]));
  const last = new Map<string, SnapshotRow | null>();
  const fresh: HashedRow[] = [];
  for (const row of rows) {
    const before = known.get(row.key);
    const now =
      row.operation === 'put'
        ? hashedRow(state.stream.name, row)
        : before && hashed(deletion(state.stream, { ...row, ...before }));
    if (now === undefined) continue;
    const met = row.operation === 'put' ? asMet(now) : null;
    if (met !== null && met.digest === before?.digest) continue;
    fresh.push(now);
    last.set(row.key, met);
    if (met === null) known.delete(row.key);
    else known.set(row.key, met);
  }
  return { fresh, last };
}

function step(): Step {
  return { counts: noCounts, cursor: null, cursorAt: null, remember: () => Promise.resolve() };
}
