import type { Clock } from '#base/contracts';
import type { Settings } from '#base/settings';
import { runChores, type Telemetry } from '#base/telemetry';
import { keepJournal } from '#libs/access';
import { documentParts } from '#libs/desks';
import { removeUnnamed } from '#libs/documents';
import type { ReportStore } from '#libs/reporting';

const dayMs = 86_400_000;
const uploadsEveryMs = 600_000;

/** What this process does beside answering: makes the journal's coming partitions and drops what was kept long enough, removes uploads that nothing names. Ends with the signal. */
export function runBackground(
  settings: Pick<Settings, 'access' | 'documents' | 'vault' | 'secrets'>,
  { database }: Pick<ReportStore, 'database'>,
  { log, metrics }: Pick<Telemetry, 'log' | 'metrics'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const parts = documentParts(database, settings, clock);
  const tidyJournal = (): Promise<number> => {
    const now = clock.now();
    const before = new Date(now.getTime() - settings.access.keepJournalDays * dayMs);
    return keepJournal(database, now, before);
  };
  const tidyUploads = async (): Promise<void> => {
    const removed = await removeUnnamed(parts);
    metrics.count('hub_attachments_removed_total', {}, removed);
    if (removed > 0) log.info(`已清除 ${removed} 份无人引用的上传文件`);
  };
  const chores = [
    { everyMs: dayMs, run: tidyJournal },
    { everyMs: uploadsEveryMs, run: tidyUploads },
  ];
  return runChores(chores, log, signal);
}
