import type { ReadingLimits } from '#base/workbook';
import { BrokenText } from './broken-text.js';
import { csvRows } from './csv.format.js';
import { decodeFile, detectEncoding } from './decode.js';
import { excelRows } from './excel.format.js';
import type { HeadingMap } from './headings.js';
import { jsonLines } from './jsonl.format.js';
import type { FamilySettings } from './settings.js';
import { refusedFrom, type FileNotes, type SourceLine } from './source-line.js';
import { tableLines } from './table.js';
import { xmlRecords } from './xml.format.js';

/** The records of a staged file in the family's format, bad ones included; a file that cannot be read (on) ends with one fatal refusal. Throws CrashedReading for a workbook. */
export async function* readLines(
  path: string,
  family: FamilySettings,
  headings: HeadingMap,
  told: FileNotes,
  limits?: ReadingLimits,
): AsyncGenerator<readonly SourceLine[]> {
  try {
    yield* linesOf(path, family, headings, told, limits);
  } catch (cause) {
    if (!(cause instanceof BrokenText)) throw cause;
    yield [refusedFrom(cause.place, cause.refusal)];
  }
}

async function* linesOf(
  path: string,
  family: FamilySettings,
  headings: HeadingMap,
  told: FileNotes,
  limits?: ReadingLimits,
): AsyncGenerator<readonly SourceLine[]> {
  if (family.format === 'excel') {
    yield* tableLines(excelRows(path, family.sheet ?? null, told, limits), headings, false);
    return;
  }
  const verdict = await detectEncoding(path, family.encoding);
  if ('refusal' in verdict) {
    yield [refusedFrom(1, verdict.refusal)];
    return;
  }
  if (!verdict.sound && family.format === 'xml') {
    yield [refusedFrom(1, `文件内有不是 ${verdict.encoding} 编码的字节，为免乱码整个文件未读`)];
    return;
  }
  const text = decodeFile(path, verdict.encoding);
  if (family.format === 'jsonl') yield* jsonLines(text, headings);
  else if (family.format === 'xml') yield* xmlRecords(text, family.record ?? '', headings);
  else yield* tableLines(csvRows(text, family.format === 'tsv' ? '\t' : ','), headings, true);
}
