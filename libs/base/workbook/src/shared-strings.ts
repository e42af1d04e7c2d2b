import type { Archive } from './archive.js';
import { BrokenWorkbook } from './broken-workbook.js';
import { readPart } from './contents.js';
import { StringItem } from './string-item.js';

const mostLetters = 96 * 1024 * 1024;

/** The shared texts of a workbook in their order (ECMA-376 part 1 §18.4.9); null for one that is longer than a cell may be. Throws BrokenWorkbook. */
export async function readSharedStrings(
  archive: Archive,
  part: string | null,
): Promise<readonly (string | null)[]> {
  const strings: (string | null)[] = [];
  if (part === null) return strings;
  const item = new StringItem();
  let letters = 0;
  await readPart(archive, part, {
    open: (name) => {
      if (name === 'si') item.begin();
      else item.open(name);
    },
    text: (text) => item.text(text),
    close: (name) => {
      item.close(name);
      if (name !== 'si') return;
      const text = item.end();
      letters += text?.length ?? 0;
      if (letters > mostLetters)
        throw new BrokenWorkbook(1, '工作簿内的文字多得放不进内存，整个文件未读，请拆分后重报');
      strings.push(text);
    },
  });
  return strings;
}
