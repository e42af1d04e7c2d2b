import { ensureHistoryPartitions } from '#libs/records';
import { runChores, type Chore, type Telemetry } from '#base/telemetry';
import type { NormaliseParts } from './compose.js';

const releaseEveryMs = 500;
const refreshEveryMs = 2_000;
const partitionsEveryMs = 6 * 3_600_000;
const monthsAhead = 3;

/** What this process does beside its batches: releases, new raw topics, next months' partitions. Ends with the signal; a chore that fails is told and comes round again. */
export async function runBackground(
  parts: NormaliseParts,
  telemetry: Telemetry,
  signal: AbortSignal,
): Promise<void> {
  const { database, release, telling, retry, transport, fuses, clock } = parts;
  const chores: readonly Chore[] = [
    { everyMs: releaseEveryMs, run: () => release.releaseNext() },
    { everyMs: releaseEveryMs, run: () => telling.tellNext() },
    { everyMs: releaseEveryMs, run: () => retry.retryNext() },
    { everyMs: refreshEveryMs, run: () => transport.refresh() },
    { everyMs: refreshEveryMs, run: () => fuses.refresh() },
    { everyMs: partitionsEveryMs, run: () => ensureHistoryPartitions(database, clock.now(), monthsAhead) },
  ];
  await runChores(chores, telemetry.log, signal);
}
