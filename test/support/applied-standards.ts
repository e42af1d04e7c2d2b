import { join } from 'node:path';
import type { Database } from '#base/postgres';
import { projectRoot, readConfigDocuments } from '#base/settings';
import { applyStandards } from '#libs/standards';

/** Puts the shipped mapping documents in force in a database that no set-up has seen. */
export async function applyShippedStandards(database: Database): Promise<void> {
  const { standards } = await readConfigDocuments(join(projectRoot(), 'config'));
  const context = { at: new Date(), by: 'test', why: 'test' };
  await database.transaction((tx) => applyStandards(tx, standards, false, context));
}
