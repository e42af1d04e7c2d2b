import type { SourceId, Tx } from '#base/contracts';
import { moveSource } from './move-source.js';
import { putVersion, type Decree } from './put-version.js';
import { sourceDigest } from './source-digest.js';
import { parseSource } from './source-document.js';
import { lockSources } from './sql/lock-sources.js';
import { readVersions, type SourceVersion } from './sql/select-versions.js';

/** The new version, or why there is none. */
export type Reverted = { readonly version: number } | { readonly refused: string };

/** Goes back to what an earlier version said, as a new version: numbers only grow, and the history stays whole. */
export async function revertSource(tx: Tx, id: SourceId, to: number, decree: Decree): Promise<Reverted> {
  await lockSources(tx);
  const versions = await readVersions(tx, id);
  const [current] = versions;
  const wanted = versions.find(({ version }) => version === to);
  if (current === undefined || wanted === undefined)
    return { refused: `数据源 ${id} 没有第 ${to} 版，请用 hub sources versions ${id} 查看。` };
  const definition = contentOf(id, wanted);
  const digest = sourceDigest(definition);
  if (digest === current.digest)
    return { refused: `数据源 ${id} 第 ${to} 版与运行的第 ${current.version} 版内容相同，无须改动。` };
  const content = { before: current.definition, definition, digest, document: wanted.document };
  const version = await putVersion(tx, content, decree);
  await moveSource(tx, { ...decree, source: id, event: 'change' });
  return { version };
}

/** The text is read anew where it was kept, so that what was written long ago has to stand today's rules. */
function contentOf(id: SourceId, { version, document, definition }: SourceVersion) {
  return document === null ? definition : parseSource({ path: `${id} 第 ${version} 版`, text: document });
}
