import type { SourceDefinition, SourceReader } from '#base/contracts';
import { Gate, hoursAt } from '#base/pacing';
import { asHubError } from './as-hub-error.js';
import type { CollectPorts } from './collect-ports.js';
import type { ReadingObserver } from './observer.js';
import { claimUnreadLogs, type UnreadLog } from './sql/claim-unread-logs.js';
import { noteLogLeft } from './sql/note-log-left.js';

/** So often the log of a source that is not read is looked at. */
const lookEveryMs = 300_000;

type Ports = Pick<CollectPorts, 'database' | 'clock' | 'open'> & {
  readonly observer: Pick<ReadingObserver, 'retained' | 'noticed'>;
};

/**
 * Looks after the marks in change logs that nobody follows: a paused source's log grows on its department's disk, a retired source's mark
 * is taken out. A source that cannot be reached is tried again the next time.
 */
export async function keepUnreadLogs(ports: Ports, signal: AbortSignal): Promise<void> {
  for (const unread of await claimUnreadLogs(ports.database, lookEveryMs)) {
    if (signal.aborted) return;
    await keep(ports, unread).catch((thrown: unknown) => {
      const told = asHubError(thrown)?.sentence;
      if (told !== undefined) ports.observer.noticed(unread.definition.id, told);
    });
  }
}

async function keep(ports: Ports, { definition, state }: UnreadLog): Promise<void> {
  const { budget, timeZone } = definition;
  const { open } = hoursAt(budget?.hours ?? [], timeZone, ports.clock.now());
  if (!open) return;
  const reader = await ports.open(definition, new Gate(budget ?? {}, ports.clock));
  try {
    if (state === 'paused') {
      await lookAtLog(ports.observer, definition, reader);
      return;
    }
    await reader.log?.leave();
    await noteLogLeft(ports.database, definition.id);
  } finally {
    await reader.close();
  }
}

/** Says what the source keeps back for us while nothing of it is read. */
export async function lookAtLog(
  observer: Pick<ReadingObserver, 'retained' | 'noticed'>,
  { id }: Pick<SourceDefinition, 'id'>,
  { log }: Pick<SourceReader, 'log'>,
): Promise<void> {
  const mark = (await log?.look()) ?? null;
  if (mark === null) return;
  observer.retained(id, mark.retainedBytes);
  if (mark.warning !== null) observer.noticed(id, mark.warning);
}
