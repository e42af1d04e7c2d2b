import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { HubError, type Clock } from '#base/contracts';
import { Database, writeAudit } from '#base/postgres';
import type { Settings } from '#base/settings';
import { moveSource, type SourceMove } from '#libs/intake';
import type { Preview } from './preview.js';

/** A preview kept for the approval of its source; the digest is that of `content` as one line of JSON. */
export interface Evidence {
  readonly document: 'source-preview';
  readonly sha256: string;
  readonly content: Preview & { readonly by: string };
}

/** Evidence that was saved, and where that led its source, if anywhere. */
export interface SavedEvidence extends Evidence {
  readonly move: SourceMove;
}

/** Makes evidence of a preview. */
export function evidenceOf(preview: Preview, by: string): Evidence {
  const content = { by, ...preview };
  const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { document: 'source-preview', sha256, content };
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new HubError(
      'HUB_SETTINGS_INVALID',
      `凭据文件 ${file} 写不进去：可能已存在，或目录不可写；请换一个文件名。`,
      { file },
      cause,
    );
  }
}

/** Writes the evidence into a file that is not there yet, and notes its digest in the audit: the one thing a preview ever writes down. */
export async function saveEvidence(
  settings: Settings,
  clock: Clock,
  preview: Preview,
  file: string,
): Promise<SavedEvidence> {
  const by = userInfo().username;
  const evidence = evidenceOf(preview, by);
  await writeNew(file, `${JSON.stringify(evidence, null, 2)}\n`);
  const { source, definition, counts } = preview;
  const detail = { sha256: evidence.sha256, definition, file: basename(file), ...counts };
  const database = new Database({
    url: settings.database.url,
    maxConnections: 1,
    applicationName: 'hub preview',
  });
  try {
    const at = clock.now();
    const move = await database.transaction(async (tx) => {
      await writeAudit(tx, { at, by, action: 'source.evidence', subject: source, detail });
      if (counts.read === 0) return { refused: '没有读到任何行，不能算作预览。' };
      const why = `预览凭据 sha-256 ${evidence.sha256}`;
      return moveSource(tx, { source, event: 'preview', by, why, at, digest: definition });
    });
    return { ...evidence, move };
  } finally {
    await database.close();
  }
}
