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
  const hours = source.budget?.hours ?? [];
  let told = 0;
  let noted = false;
  while (!signal.aborted) {
    const now = ports.clock.now();
    const admitted = atStart(breaker, now.getTime());
    const { open, until } = hoursAt(hours, source.timeZone, now);
    if (open && admitted.openUntil === null) {
      if (hours.length > 0) await note(ports, source, null);
      return admitted;
    }
    const next = Math.max(admitted.openUntil ?? 0, open ? 0 : (until?.getTime() ?? 0));
    if (!open && !noted) await note(ports, source, until);
    noted ||= !open;
    if (told !== next) ports.observer.resting(source.id, open ? 'breaker' : 'hours', new Date(next));
    told = next;
    await pause(Math.min(next - now.getTime(), longestNapMs), signal);
  }
  return breaker;
}

/** The hub's own database may be away; the wait itself does not depend on it. */
async function note(ports: CollectPorts, source: SourceDefinition, until: Date | null): Promise<void> {
  await noteHours(ports.database, source.id, until).catch(() => undefined);
}
