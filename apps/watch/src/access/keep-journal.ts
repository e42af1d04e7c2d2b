import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Queryable } from '#base/contracts';
import type { Log } from '#base/telemetry';
import { keepJournal } from '#libs/access';

const dayMs = 86_400_000;

/** Once a day: makes the journal's coming partitions, and drops what was kept long enough. Ends with the signal. */
export async function tidyJournal(
  database: Queryable,
  clock: Clock,
  { keepDays, log }: { readonly keepDays: number; readonly log: Log },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const now = clock.now();
    try {
      await keepJournal(database, now, new Date(now.getTime() - keepDays * dayMs));
    } catch (thrown) {
      log.fault(thrown);
    }
    await delay(dayMs, undefined, { signal }).catch(() => undefined);
  }
}
