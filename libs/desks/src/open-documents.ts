import type { KeyObject } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import type { Clock, Transactions } from '#base/contracts';
import { keyReader, namesKey } from '#base/secrets';
import type { Settings } from '#base/settings';
import { PolicyReader } from '#libs/catalogue';
import type { DocumentParts } from '#libs/documents';
import { OutboxMessageWriter } from '#libs/sending';
import { readDeskPolicy } from './desk-policy.js';
import { openStore } from './open-store.js';

/** What publishing documents, meetings and opinions is made of: policy, calendar, outbox and content store meet here. */
export function documentParts(
  database: Transactions,
  settings: Pick<Settings, 'documents' | 'vault' | 'secrets'>,
  clock: Clock,
): DocumentParts {
  return {
    database,
    writer: new OutboxMessageWriter(),
    store: openStore(database, settings),
    policy: readDeskPolicy(new PolicyReader(database, clock)),
    linkKeys: () => linkKeys(settings),
    maxFileBytes: settings.documents.maxFileBytes,
    linkMinutes: settings.documents.linkMinutes,
    keepUnnamedDays: settings.documents.keepUnnamedDays,
    clock,
    newId: uuidV7,
  };
}

async function linkKeys({ vault }: Pick<Settings, 'vault'>): Promise<readonly KeyObject[]> {
  if (!namesKey(vault)) return [];
  const ring = await keyReader(vault)();
  return ring.ids.flatMap((id) => ring.find(id)?.key ?? []);
}
