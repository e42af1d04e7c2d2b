import { setTimeout as pause } from 'node:timers/promises';
import { guardMassChanges, readBacklog } from '#libs/sending';
import { askFromSource } from '#libs/support';
import { carryOutReroutings } from '#libs/tracking';
import type { Telemetry } from '#base/telemetry';
import type { RelayParts } from './compose.js';

const backlogEveryMs = 2_000;
const refreshEveryMs = 5_000;
const massEveryMs = 1_000;
const decisionsEveryMs = 1_000;
const supportEveryMs = 5_000;

interface Chore {
  readonly everyMs: number;
  run(): Promise<unknown>;
}

/** What this process does beside sending, receiving and sweeping: looks how long messages wait and for new reply topics, sends returned matters on as people decided, and asks for technical support. Ends with the signal. */
export async function runBackground(
  parts: RelayParts,
  telemetry: Telemetry,
  signal: AbortSignal,
): Promise<void> {
  const chores: readonly Chore[] = [
    { everyMs: backlogEveryMs, run: async () => parts.voice.backlog(await readBacklog(parts.database)) },
    { everyMs: massEveryMs, run: async () => parts.voice.held(await guardMassChanges(parts.massFuse)) },
    { everyMs: refreshEveryMs, run: () => parts.transport.refresh() },
    { everyMs: decisionsEveryMs, run: () => carryOutReroutings(parts.replies) },
    { everyMs: supportEveryMs, run: () => askFromSource(parts.support) },
  ];
  await Promise.all(chores.map((chore) => repeat(chore, telemetry, signal)));
}

async function repeat(chore: Chore, telemetry: Telemetry, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await chore.run().catch((thrown: unknown) => telemetry.log.fault(thrown));
    await pause(chore.everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
