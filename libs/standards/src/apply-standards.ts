import type { Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import type { ConfigDocument, ConfigMistake } from '#base/settings';
import { planStandards, type PlannedStandard } from './plan-standards.js';
import { readStandard, type StandardFile } from './standard-files.js';
import { insertStandard, lockStandards } from './sql/insert-standard.js';
import { readStandardVersions, selectNewest } from './sql/select-standards.js';

/** Who applies, when and why. */
export interface ApplyContext {
  readonly at: Date;
  readonly by: string;
  readonly why: string;
}

/** What applying did. */
export interface AppliedStandards {
  readonly changes: readonly PlannedStandard[];
  readonly mistakes: readonly ConfigMistake[];
}

/**
 * Makes the files what is in force, each changed one as a new version with a line in the audit, all or none with the caller's transaction. A
 * wrong file is named and what is in force of it stays. Running processes follow within seconds.
 */
export async function applyStandards(
  tx: Tx,
  documents: readonly ConfigDocument[],
  keepMissing: boolean,
  context: ApplyContext,
): Promise<AppliedStandards> {
  await lockStandards(tx);
  const { changes, files, mistakes } = await planStandards(tx, documents, keepMissing);
  const newest = new Map((await selectNewest(tx)).map(({ name, version }) => [name, version]));
  for (const { name, path } of changes) {
    const version = (newest.get(name) ?? 0) + 1;
    await put(tx, { name, path, version, file: files.get(name) ?? null }, context);
  }
  return { changes, mistakes };
}

/** The new version, or why there is none. */
export type RevertedStandard = { readonly version: number } | { readonly refused: string };

/** Goes back to what an earlier version said, as a new version: numbers only grow, and the history stays whole. */
export async function revertStandard(
  tx: Tx,
  name: string,
  to: number,
  context: ApplyContext,
): Promise<RevertedStandard> {
  await lockStandards(tx);
  const versions = await readStandardVersions(tx, name);
  const [current] = versions;
  const wanted = versions.find(({ version }) => version === to);
  if (current === undefined || wanted === undefined)
    return { refused: `映射文件 ${name} 没有第 ${to} 版，请用 hub mapping versions ${name} 查看。` };
  if (wanted.digest === current.digest)
    return {
      refused: `映射文件 ${name} 第 ${to} 版与生效的第 ${current.version} 版内容相同，无须改动。`,
    };
  const { path, document } = wanted;
  // The text is read anew, so that what was written long ago has to stand today's rules.
  const file = document === null ? null : readStandard({ path: `${name} 第 ${to} 版`, text: document });
  const version = current.version + 1;
  await put(tx, { name, path, version, file }, context);
  return { version };
}

interface Edition {
  readonly name: string;
  readonly path: string;
  readonly version: number;
  /** Null takes the document out of force. */
  readonly file: StandardFile | null;
}

async function put(
  tx: Tx,
  { name, path, version, file }: Edition,
  { at, by, why }: ApplyContext,
): Promise<void> {
  await insertStandard(tx, {
    name,
    version,
    path,
    document: file?.text ?? null,
    digest: file?.digest ?? 'removed',
    mapping: file?.entry.mapper.version ?? null,
    appliedAt: at,
    appliedBy: by,
    why,
  });
  await writeAudit(tx, { at, by, action: 'standard.apply', subject: name, detail: { version, why } });
}
