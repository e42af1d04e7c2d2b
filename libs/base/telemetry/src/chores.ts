import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from './log.js';

/** Something a process does again and again beside its work. */
export interface Chore {
  readonly everyMs: number;
  run(): Promise<unknown>;
}

/** Does each chore at once and then at its intervals until the signal. One that fails is told and comes round again; none waits for another. */
export async function runChores(chores: readonly Chore[], log: Log, signal: AbortSignal): Promise<void> {
  await Promise.all(chores.map((chore) => repeat(chore, log, signal)));
}

async function repeat(chore: Chore, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await chore.run().catch((thrown: unknown) => log.fault(thrown));
    await pause(chore.everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
