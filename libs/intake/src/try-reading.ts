import { remedyOf, type SourceDefinition, type SourceReader } from '#base/contracts';
import { hoursAt, type Gate } from '#base/pacing';
import { asHubError } from './as-hub-error.js';
import { BackfillWork } from './backfill/backfill-work.js';
import { Bookkeeping } from './bookkeeping.js';
import type { CollectPorts, Patience } from './collect-ports.js';
import { DeclaredWatch } from './drift/declared-watch.js';
import { DriftWatch } from './drift/drift-watch.js';
import { afterFirstLoad, afterLookBack, chooseReach, lookBackAtOnce } from './look-back.js';
import { pause } from './pause.js';
import { pollSource } from './poll-source.js';
import type { Reading } from './reading.js';
import { Recovery } from './recovery.js';
import { endRun, type RunOutcome } from './sql/end-run.js';
import { selectCheckpoints } from './sql/select-checkpoints.js';
import { startRun } from './sql/start-run.js';
import { streamStates } from './stream-state.js';
import { stalled, Vigil } from './vigil.js';

/** A source under a lease, with the gate that lives as long as the lease. */
export interface Held {
  readonly source: SourceDefinition;
  readonly owner: string;
  readonly gate: Gate;
  readonly patience: Patience;
  /** A poll went through. */
  polled(): Promise<void>;
}

/** How long a reading that was told to end is waited for, and its closing. Its lease and version keep one that ends later from harm. */
const longestGraceMs = 5_000;
const writeEveryMs = 5_000;

/** Opens the source and polls it until the signal, or until its hours are over; then null, else what went wrong. A reading that hangs is ended. */
export async function tryReading(ports: CollectPorts, held: Held, signal: AbortSignal): Promise<unknown> {
  const { source, owner, gate, patience } = held;
  const books = new Bookkeeping(ports, source, gate);
  const vigil = new Vigil(ports.clock, gate);
  const recovery = new Recovery(ports, source.id, vigil);
  const end = new AbortController();
  const either = AbortSignal.any([signal, end.signal]);
  let run: string | null = null;
  let reader: SourceReader | null = null;
  const read = async (): Promise<unknown> => {
    try {
      run = await startRun(ports.database, source.id, owner, ports.clock.now());
      reader = await ports.open(source, gate);
      // One that opens when nobody waits for it any more reads nothing.
      if (either.aborted) await reader.close();
      const observer = vigil.watching(ports.observer);
      // Whatever watching for drift breaks off on, the rows go on.
      const unwatched = (fault: unknown): void => ports.observer.faulted(source.id, fault, 0);
      const drift = new DriftWatch(ports, source, unwatched);
      const declared = new DeclaredWatch(ports.database, source, ports.clock);
      await drift.refresh();
      await declared.look(reader);
      const polled = async (): Promise<void> => {
        await recovery.note();
        await drift.settle().catch(unwatched);
        if (reader !== null) await declared.look(reader);
        await held.polled();
      };
      const reading = { ...ports, observer, source, owner, run, reader: drift.watching(reader) };
      await pollUntilStopped(reading, { ...held, polled }, vigil, either);
      return null;
    } catch (thrown) {
      return either.aborted ? null : thrown;
    } finally {
      end.abort();
    }
  };
  const work = read();
  const silentMs = await attend(ports, held, { vigil, books, recovery }, either);
  end.abort();
  const graceMs = Math.min(longestGraceMs, patience.stallMs);
  const thrown = await unlessLate(work, graceMs);
  await unlessLate(closed(reader), graceMs);
  const fault = silentMs === null ? thrown : stalled(source.id, silentMs);
  await books.write();
  if (run !== null) await closeRun(ports, run, fault).catch(() => undefined);
  return signal.aborted ? null : fault;
}

async function closed(reader: SourceReader | null): Promise<void> {
  await reader?.close().catch(() => undefined);
}

async function pollUntilStopped(
  reading: Reading,
  held: Held,
  vigil: Vigil,
  signal: AbortSignal,
): Promise<void> {
  const { source, clock, database } = reading;
  const states = streamStates(source, await selectCheckpoints(database, source.id));
  const backfills = new BackfillWork(reading, states, async (ms) => {
    vigil.sleeps(true);
    await pause(ms, signal);
    vigil.sleeps(false);
  });
  let schedule = lookBackAtOnce;
  try {
    while (!signal.aborted) {
      const started = clock.now().getTime();
      const reach = chooseReach(schedule, started);
      const result = await pollSource(reading, states, reach, signal);
      if (result === null) return;
      await held.polled();
      const ended = clock.now().getTime();
      const time = { started, ended, share: result.share };
      schedule = result.firstLoad
        ? afterFirstLoad(source, time)
        : afterLookBack(source, schedule, reach, time);
      await backfills.workUntil(started + source.pollMs, signal);
    }
  } finally {
    await backfills.close();
  }
}

interface Watched {
  readonly vigil: Vigil;
  readonly books: Bookkeeping;
  readonly recovery: Recovery;
}

/** Watches one reading: for how long it was silent when that is too long; null when it has ended or its hours are over. */
async function attend(
  { clock }: CollectPorts,
  { source, patience }: Held,
  { vigil, books, recovery }: Watched,
  signal: AbortSignal,
): Promise<number | null> {
  const lookMs = Math.min(writeEveryMs, patience.stallMs / 4);
  let writtenAt = clock.now().getTime();
  while (!signal.aborted) {
    await pause(lookMs, signal);
    const now = clock.now();
    if (signal.aborted) return null;
    if (vigil.silentMs > patience.stallMs) return vigil.silentMs;
    if (!hoursAt(source.budget?.hours ?? [], source.timeZone, now).open) return null;
    if (now.getTime() - writtenAt < writeEveryMs) continue;
    writtenAt = now.getTime();
    await recovery.look();
    await books.write();
  }
  return null;
}

/** Null when the work does not end in time: it is left behind, and whatever it still writes is refused by the lease and the version. */
async function unlessLate(work: Promise<unknown>, graceMs: number): Promise<unknown> {
  const patience = new AbortController();
  const late = pause(graceMs, patience.signal).then(() => null);
  try {
    return await Promise.race([work, late]);
  } finally {
    patience.abort();
  }
}

async function closeRun(ports: CollectPorts, run: string, fault: unknown): Promise<void> {
  const outcome: RunOutcome = fault === null ? 'stopped' : remedyOf(fault) === 'stop' ? 'faulted' : 'retried';
  await endRun(ports.database, run, outcome, asHubError(fault), ports.clock.now());
}
