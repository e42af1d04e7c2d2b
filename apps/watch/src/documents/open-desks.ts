import type { Clock } from '#base/contracts';
import type { Database } from '#base/postgres';
import type { Settings } from '#base/settings';
import { documentParts, openSupport } from '#libs/desks';
import { Attachments, DocumentsDesk } from '#libs/documents';
import type { WatchParts } from '../watch.module.js';

/** The desks of documents and technical support, as the command line has them. */
export function openDesks(
  settings: Pick<Settings, 'documents' | 'vault' | 'secrets'>,
  database: Database,
  clock: Clock,
): Pick<WatchParts, 'documents' | 'attachments' | 'support'> {
  const parts = documentParts(database, settings, clock);
  return {
    documents: new DocumentsDesk(parts),
    attachments: new Attachments(parts),
    support: openSupport(database, clock),
  };
}
