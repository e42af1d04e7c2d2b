import type { DocumentParts } from './document-parts.js';
import { claimUnnamed } from './sql/claim-unnamed.js';
import { deleteAttachment } from './sql/delete-attachment.js';
import { lockLeaving } from './sql/lock-leaving.js';

const perRound = 100;
const dayMs = 86_400_000;

/**
 * Removes uploads that no message named within the days the settings give, from the store and then from the books; answers how many. An
 * attach at the same time wins or is refused, an upload of the same content at the same time comes after: nothing that a message names is
 * ever removed. What a crash leaves half done is ended in the next round.
 */
export async function removeUnnamed(
  parts: Pick<DocumentParts, 'database' | 'store' | 'keepUnnamedDays' | 'clock'>,
): Promise<number> {
  const { database, keepUnnamedDays, clock } = parts;
  const at = clock.now();
  const before = new Date(at.getTime() - keepUnnamedDays * dayMs);
  await database.transaction((tx) => claimUnnamed(tx, before, at, perRound));
  let removed = 0;
  while (removed < perRound && (await removeOne(parts))) removed += 1;
  return removed;
}

/** The row is held while the content goes, so that an upload of the same content waits and puts it back. */
function removeOne({ database, store }: Pick<DocumentParts, 'database' | 'store'>): Promise<boolean> {
  return database.transaction(async (tx) => {
    const sha256 = await lockLeaving(tx);
    if (sha256 === null) return false;
    await store.remove(sha256);
    await deleteAttachment(tx, sha256);
    return true;
  });
}
