import { HubError, visibleLine } from '#base/contracts';
import { describeFault } from './describe-fault.js';
import { createRedactor } from './redact.js';
import { endOnUnexpected } from './unexpected.js';

/** Exit codes of every hub process. */
export const exitCodes = { ok: 0, fault: 1, usage: 2, environment: 3 } as const;

const environmentFaults = new Set([
  'HUB_SETTINGS_INVALID',
  'HUB_SECRET_MISSING',
  'HUB_VAULT_KEY_INVALID',
  'HUB_VAULT_KEY_WRONG',
  'HUB_DATABASE_UNREACHABLE',
  'HUB_BROKER_UNREACHABLE',
]);

/** The exit code a fault deserves: 3 when the surroundings are at fault, 1 otherwise. */
export function exitCodeOf(thrown: unknown): number {
  return thrown instanceof HubError && environmentFaults.has(thrown.code)
    ? exitCodes.environment
    : exitCodes.fault;
}

/**
 * Runs the work of a process until it ends or is told to stop: SIGINT, SIGTERM, or the parent's IPC channel closing. A fault
 * that comes out ends the process with one redacted Chinese sentence on stderr and an exit code. So does an exception that no code took:
 * it is told with its origin, and the process ends in order. A terminal that has gone away does not end it.
 */
export async function runProcess(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const stopNow = (): void => stop.abort();
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(event, stopNow);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const relent = endOnUnexpected(stopNow, exitCodes.fault);
  try {
    await work(stop.signal);
  } catch (thrown) {
    const { message, code } = describeFault(thrown, createRedactor());
    process.stderr.write(`${visibleLine(`故障：${message}${code === null ? '' : `（${code}）`}`)}\n`);
    process.exitCode = exitCodeOf(thrown);
  } finally {
    for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.off(event, stopNow);
    relent();
    if (process.connected) process.disconnect();
  }
}
