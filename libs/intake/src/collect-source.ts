import {
  HubError,
  remedyOf,
  type Clock,
  type SourceDefinition,
  type SourceReader,
  type Transactions,
} from '#base/contracts';
import type { Publisher, TopicNames } from '#base/kafka';
import { afterFirstLoad, afterLookBack, chooseReach, lookBackAtOnce } from './look-back.js';
import type { CollectObserver } from './observer.js';
import { backOff, pause } from './pause.js';
import { pollSource } from './poll-source.js';
import type { Reading } from './reading.js';
import { endRun, type RunOutcome } from './sql/end-run.js';
import { noteFault } from './sql/note-fault.js';
import { selectCheckpoints } from './sql/select-checkpoints.js';
import { startRun } from './sql/start-run.js';
import { streamStates } from './stream-state.js';

/** What collecting stands on; the process composes it. */
export interface CollectPorts {
  readonly database: Transactions;
  readonly publisher: Publisher;
  readonly topics: TopicNames;
  readonly clock: Clock;
  readonly observer: CollectObserver;
  /** Opens a source through its connector; throws HUB_SOURCE_* with a remedy. */
  open(source: SourceDefinition): Promise<SourceReader>;
  /** A number in [0, 1), for the spread of waits. */
  random(): number;
}

/** How patiently faults are tried again; milliseconds. */
export interface Patience {
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
}

/**
 * Reads one source under a lease that somebody else keeps, poll after poll, until the signal. A fault to be retried closes the
 * source, waits and starts again from the checkpoints; a fault that stops is written beside the source and ends with `faulted`.
 */
export async function collectSource(
  ports: CollectPorts,
  source: SourceDefinition,
  owner: string,
  patience: Patience,
  signal: AbortSignal,
): Promise<'stopped' | 'faulted'> {
  let attempt = 0;
  const polled = (): void => {
    attempt = 0;
  };
  while (!signal.aborted) {
    const fault = await tryReading(ports, source, owner, polled, signal);
    if (fault === null) break;
    if (remedyOf(fault) === 'stop') {
      await writeFault(ports, source, fault, true);
      ports.observer.faulted(source.id, fault, null);
      return 'faulted';
    }
    attempt += 1;
    const waitMs = backOff(attempt, patience.retryFirstMs, patience.retryMaxMs, () => ports.random());
    ports.observer.faulted(source.id, fault, waitMs);
    await writeFault(ports, source, fault, false);
    await pause(waitMs, signal);
  }
  return 'stopped';
}

/** Null when the signal ended it, else what went wrong. */
async function tryReading(
  ports: CollectPorts,
  source: SourceDefinition,
  owner: string,
  polled: () => void,
  signal: AbortSignal,
): Promise<unknown> {
  let run: string | null = null;
  let reader: SourceReader | null = null;
  let fault: unknown = null;
  try {
    run = await startRun(ports.database, source.id, owner, ports.clock.now());
    reader = await ports.open(source);
    await pollUntilStopped({ ...ports, source, owner, run, reader }, polled, signal);
  } catch (thrown) {
    fault = signal.aborted ? null : thrown;
  }
  await reader?.close().catch(() => undefined);
  if (run !== null) await closeRun(ports, run, fault).catch(() => undefined);
  return fault;
}

async function pollUntilStopped(reading: Reading, polled: () => void, signal: AbortSignal): Promise<void> {
  const { source, clock, database } = reading;
  const states = streamStates(source, await selectCheckpoints(database, source.id));
  let schedule = lookBackAtOnce;
  let clean = false;
  while (!signal.aborted) {
    const started = clock.now().getTime();
    const reach = chooseReach(schedule, started);
    const result = await pollSource(reading, states, reach, signal);
    if (result === null) return;
    if (!clean) await noteFault(database, source.id, null, false);
    clean = true;
    polled();
    const ended = clock.now().getTime();
    const time = { started, ended, share: result.share };
    schedule = result.firstLoad ? afterFirstLoad(source, time) : afterLookBack(source, schedule, reach, time);
    await pause(started + source.pollMs - ended, signal);
  }
}

async function closeRun(ports: CollectPorts, run: string, fault: unknown): Promise<void> {
  const outcome: RunOutcome = fault === null ? 'stopped' : remedyOf(fault) === 'stop' ? 'faulted' : 'retried';
  await endRun(ports.database, run, outcome, asHubError(fault), ports.clock.now());
}

/** The hub's own database may be what is at fault; then the observer alone hears of it. */
async function writeFault(
  ports: CollectPorts,
  source: SourceDefinition,
  fault: unknown,
  resting: boolean,
): Promise<void> {
  await noteFault(ports.database, source.id, asHubError(fault), resting).catch(() => undefined);
}

function asHubError(fault: unknown): HubError | null {
  if (fault === null || fault instanceof HubError) return fault;
  return new HubError(
    'HUB_SOURCE_UNREACHABLE',
    '读取数据源时发生未预料的错误，将自动重试；详情见采集进程日志。',
    {},
    fault,
  );
}
