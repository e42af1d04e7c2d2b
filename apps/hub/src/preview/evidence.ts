import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { HubError, type Clock, type Transactions } from '#base/contracts';
import { evidenceOf, noteEvidence, type NotedEvidence, type Preview } from '#libs/operating';

/** Writes the evidence into a file that is not there yet, and notes its digest in the audit. */
export async function saveEvidence(
  database: Transactions,
  clock: Clock,
  preview: Preview,
  file: string,
): Promise<NotedEvidence> {
  const evidence = evidenceOf(preview, userInfo().username);
  await writeNew(file, `${JSON.stringify(evidence, null, 2)}\n`);
  const kept = { file: basename(file) };
  const at = clock.now();
  const move = await database.transaction((tx) => noteEvidence(tx, evidence, kept, at));
  return { ...evidence, move };
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
