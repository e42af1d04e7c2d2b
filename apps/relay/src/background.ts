import { guardMassChanges, readBacklog } from '#libs/sending';
import { askFromSource } from '#libs/support';
import { carryOutReroutings } from '#libs/tracking';
import { runChores, type Chore, type Telemetry } from '#base/telemetry';
import type { RelayParts } from './compose.js';

const backlogEveryMs = 2_000;
const refreshEveryMs = 5_000;
const massEveryMs = 1_000;
const decisionsEveryMs = 1_000;
const supportEveryMs = 5_000;

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
  await runChores(chores, telemetry.log, signal);
}
