import type { KeyObject } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import { keyReader, namesKey } from '#base/secrets';
import type { Settings } from '#base/settings';
import { deadlinePlanner, openCalendar } from '#libs/calendar';
import { PolicyReader } from '#libs/catalogue';
import { FolderStore, type DocumentParts } from '#libs/documents';
import type { ReportStore } from '#libs/reporting';
import { OutboxMessageWriter } from '#libs/sending';
import type { Desk } from '../desk.js';

/** Documents over a store: policy, calendar, outbox and content store meet here. */
export function documentParts(store: ReportStore, settings: Settings, desk: Desk): DocumentParts {
  const reader = new PolicyReader(store.database, desk.clock);
  return {
    database: store.database,
    writer: new OutboxMessageWriter(),
    store: new FolderStore(settings.documents.folder),
    policy: async () => {
      const { snapshot, calendar } = await reader.current();
      return { snapshot, planDeadline: deadlinePlanner(openCalendar(calendar)) };
    },
    linkKeys: () => linkKeys(settings),
    maxFileBytes: settings.documents.maxFileBytes,
    linkMinutes: settings.documents.linkMinutes,
    clock: desk.clock,
    newId: uuidV7,
  };
}

async function linkKeys({ vault }: Settings): Promise<readonly KeyObject[]> {
  if (!namesKey(vault)) return [];
  const ring = await keyReader(vault)();
  return ring.ids.flatMap((id) => ring.find(id)?.key ?? []);
}
