import type { ReadingLimits } from '#base/workbook';
import { readManifest } from './completeness.js';
import type { FileFact, FileStore } from './file-store.js';
import { HeadingMap } from './headings.js';
import { readLines } from './read-lines.js';
import type { FamilySettings } from './settings.js';
import { isFatal, refusedFrom, type FileNotes, type SourceLine } from './source-line.js';
import type { StagedFile } from './staging.js';

/** The lines of a staged file, after its manifest (where there is one) was found to agree with it. */
export async function* fileLines(
  store: FileStore,
  settings: FamilySettings,
  file: FileFact,
  staged: StagedFile,
  told: FileNotes,
  limits?: ReadingLimits,
): AsyncGenerator<readonly SourceLine[]> {
  const headings = new HeadingMap(settings);
  const lines = (notes: FileNotes): AsyncGenerator<readonly SourceLine[]> =>
    readLines(staged.path, settings, headings, notes, limits);
  const manifest = await readManifest(store, settings, file);
  if ('refusal' in manifest) {
    yield [refusedFrom(1, manifest.refusal)];
    return;
  }
  if (manifest.sha256 !== null && manifest.sha256 !== staged.sha256) {
    yield [refusedFrom(1, '文件内容与清单的摘要不符，可能传输中损坏')];
    return;
  }
  if (manifest.rows !== null) {
    const counted = await count(lines({ hiddenRows: 0, dateEpoch: null }));
    if (counted !== null && counted !== manifest.rows) {
      yield [refusedFrom(1, `文件有 ${counted} 行，清单写的是 ${manifest.rows} 行`)];
      return;
    }
  }
  yield* lines(told);
}

async function count(lines: AsyncIterable<readonly SourceLine[]>): Promise<number | null> {
  let counted = 0;
  for await (const some of lines) {
    if (some.some(isFatal)) return null;
    counted += some.length;
  }
  return counted;
}
