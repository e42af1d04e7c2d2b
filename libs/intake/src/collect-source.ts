import { HubError, remedyOf, type SourceDefinition } from '#base/contracts';
import { Gate } from '#base/pacing';
import { asHubError } from './as-hub-error.js';
import { awaitAdmission } from './await-admission.js';
import { afterFailure, afterPoll, closedBreaker, type Breaker } from './breaker.js';
import type { CollectPorts, Patience } from './collect-ports.js';
import { backOff, pause } from './pause.js';
import { putBreaker } from './sql/put-breaker.js';
import { selectBreaker } from './sql/select-breaker.js';
import { noteFault, type NextTry } from './sql/note-fault.js';
import { tryReading } from './try-reading.js';

/**
 * Reads one source under a lease that somebody else keeps, poll after poll, until the signal and within the hours its department allows. A
 * fault to be retried closes the source, waits and starts again from the checkpoints; a fault that stops is written beside the source and
 * ends with `faulted`. Readings that hang or run into the time limit too often open the breaker: the source rests, then is tried once.
 */
export async function collectSource(
  ports: CollectPorts,
  source: SourceDefinition,
  owner: string,
  patience: Patience & { readonly faultRestMs: number },
  signal: AbortSignal,
): Promise<'stopped' | 'faulted'> {
  const gate = new Gate(source.budget ?? {}, ports.clock);
  let breaker = await selectBreaker(ports.database, source.id).catch(() => closedBreaker);
  let attempt = 0;
  const become = async (next: Breaker): Promise<void> => {
    if (next === breaker) return;
    breaker = next;
    await putBreaker(ports.database, source.id, breaker).catch(() => undefined);
  };
  const polled = async (): Promise<void> => {
    attempt = 0;
    await become(afterPoll(breaker));
  };
  while (!signal.aborted) {
    await become(await awaitAdmission(ports, source, breaker, signal));
    const fault = await tryReading(ports, { source, owner, gate, patience, polled }, signal);
    if (fault === null) continue;
    if (remedyOf(fault) === 'stop') {
      await writeFault(ports, source, fault, { inMs: patience.faultRestMs, resting: true });
      ports.observer.faulted(source.id, fault, null);
      return 'faulted';
    }
    const now = ports.clock.now().getTime();
    if (burdens(fault)) await become(afterFailure(breaker, now, patience.breaker));
    attempt += 1;
    const backOffMs = backOff(attempt, patience.retryFirstMs, patience.retryMaxMs, () => ports.random());
    const waitMs = breaker.openUntil === null ? backOffMs : breaker.openUntil - now;
    ports.observer.faulted(source.id, fault, waitMs);
    if (concernsSource(fault)) await writeFault(ports, source, fault, { inMs: waitMs, resting: false });
    if (breaker.openUntil === null) await pause(waitMs, signal);
  }
  return 'stopped';
}

/** That another reading moved on, or that a new definition did, is no fault of the source. */
function concernsSource(fault: unknown): boolean {
  return !(fault instanceof HubError && fault.code === 'HUB_CHECKPOINT_MOVED');
}

/** A reading that hung, or whose query was cut off, took the source's time for nothing; a refused connection did not. */
function burdens(fault: unknown): boolean {
  return (
    fault instanceof HubError && (fault.code === 'HUB_SOURCE_STALLED' || fault.code === 'HUB_SOURCE_TIMEOUT')
  );
}

/** The hub's own database may be what is at fault; then the observer alone hears of it. */
async function writeFault(
  ports: CollectPorts,
  source: SourceDefinition,
  fault: unknown,
  next: NextTry,
): Promise<void> {
  await noteFault(ports.database, source.id, asHubError(fault), next).catch(() => undefined);
}
