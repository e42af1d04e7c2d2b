import type { SourceDefinition, Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { readDifferently } from './compare-sources.js';
import { ensureCheckpoint } from './sql/ensure-checkpoint.js';
import { insertVersion } from './sql/insert-version.js';
import { upsertSource } from './sql/upsert-source.js';

/** Who applies definitions, and why. */
export interface Decree {
  readonly at: Date;
  readonly by: string;
  readonly why: string;
}

/** A definition that is to run, and the one that ran before. */
export interface NewContent {
  readonly before: SourceDefinition | null;
  readonly definition: SourceDefinition;
  readonly digest: string;
  readonly document: string | null;
}

/** Makes a definition the newest version of its source, with checkpoints for its streams and a line in the audit; answers its number. */
export async function putVersion(tx: Tx, content: NewContent, { at, by, why }: Decree): Promise<number> {
  const { before, definition, digest, document } = content;
  const version = await upsertSource(tx, definition, digest, at);
  await insertVersion(tx, { source: definition, version, digest, document, at, by, why });
  for (const stream of definition.streams) {
    const held = before?.streams.find(({ name }) => name === stream.name);
    const restart = held !== undefined && readDifferently(held, stream);
    await ensureCheckpoint(tx, definition.id, stream, restart);
  }
  const detail = { version, why };
  await writeAudit(tx, { at, by, action: 'source.apply', subject: definition.id, detail });
  return version;
}
