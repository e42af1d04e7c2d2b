import type { SourceDefinition } from '#base/contracts';
import { hoursAt } from '#base/pacing';
import { atStart, type Breaker } from './breaker.js';
import type { CollectPorts } from './collect-ports.js';
import { pause } from './pause.js';
import { noteHours } from './sql/note-hours.js';

/** However long a wait is, it is looked at again after so long: clocks are set, and timers cannot wait for ever. */
const longestNapMs = 60_000;

/** Waits until neither the breaker nor the department's hours keep the source closed; says so and until when. Answers the breaker as the reading finds it. */
export async function awaitAdmission(
  ports: CollectPorts,
  source: SourceDefinition,
  breaker: Breaker,
  signal: AbortSignal,
): Promise<Breaker> {
  let told = 0;
  while (!signal.aborted) {
    const now = ports.clock.now();
    const admitted = atStart(breaker, now.getTime());
    const closed = closedBy(source, admitted, now);
    if (closed === null) {
      if (source.budget?.hours !== undefined) await note(ports, source, null);
      return admitted;
    }
    if (told !== closed.until) {
      const until = new Date(closed.until);
      if (closed.why === 'hours') await note(ports, source, until);
      ports.observer.resting(source.id, closed.why, until);
    }
    told = closed.until;
    await pause(Math.min(closed.until - now.getTime(), longestNapMs), signal);
  }
  return breaker;
}

/** What keeps a source closed, and until when; null when nothing does. */
function closedBy(
  { budget, timeZone }: SourceDefinition,
  breaker: Breaker,
  now: Date,
): { readonly why: 'hours' | 'breaker'; readonly until: number } | null {
  const { open, until } = hoursAt(budget?.hours ?? [], timeZone, now);
  if (!open && until !== null) return { why: 'hours', until: until.getTime() };
  return breaker.openUntil === null ? null : { why: 'breaker', until: breaker.openUntil };
}

/** The hub's own database may be away; the wait itself does not depend on it. */
async function note(ports: CollectPorts, source: SourceDefinition, until: Date | null): Promise<void> {
  await noteHours(ports.database, source.id, until).catch(() => undefined);
}
