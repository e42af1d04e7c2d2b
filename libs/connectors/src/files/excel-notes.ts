import { open } from 'node:fs/promises';
import { BrokenText } from './broken-text.js';
import { codeOf } from './faults.js';
import { directoryOf, isBomb, openEntry, type ZipEntry } from './zip.js';

/** What the streaming reader of a workbook does not tell. */
export interface WorkbookNotes {
  readonly date1904: boolean;
  readonly firstSheet: string;
  hiddenRows(sheetFile: string): Promise<number>;
}

const bombed = '解压后大得不合常理（疑似压缩炸弹），为免耗尽内存整个文件未读，请核对后重报';

/** Reads a workbook's table of contents; null when the file is no .xlsx (an old .xls, an encrypted or a cut one). Throws a sentence as BrokenText for one that is far larger inside. */
export async function readWorkbookNotes(path: string): Promise<WorkbookNotes | null> {
  const file = await open(path);
  try {
    const entries = await directoryOf(file);
    const workbook = entries?.get('xl/workbook.xml');
    if (entries === null || workbook === undefined) return null;
    if (await isBomb(path, file, entries)) throw new BrokenText(1, bombed);
    let text = '';
    for await (const piece of await openEntry(path, file, workbook)) text += String(piece);
    const date1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(1|true)"/.test(text);
    const firstSheet = unescape(/<(?:\w+:)?sheet\b[^>]*\bname="([^"]*)"/.exec(text)?.[1] ?? '');
    return { date1904, firstSheet, hiddenRows: (name) => countHidden(path, entries.get(name)) };
  } catch (cause) {
    // What cannot be inflated, or lies beyond the end, is broken inside.
    if (/^(Z_|ERR_OUT_OF_RANGE|ERR_BUFFER_OUT_OF_BOUNDS)/.test(codeOf(cause))) return null;
    throw cause;
  } finally {
    await file.close();
  }
}

async function countHidden(path: string, entry: ZipEntry | undefined): Promise<number> {
  if (entry === undefined) return 0;
  const file = await open(path);
  try {
    let rest = '';
    let hidden = 0;
    for await (const piece of await openEntry(path, file, entry)) {
      const text = rest + String(piece);
      const cut = text.lastIndexOf('<');
      hidden += text.slice(0, cut).match(/<(?:\w+:)?row\b[^>]*\bhidden="(1|true)"/g)?.length ?? 0;
      rest = text.slice(cut);
    }
    return hidden;
  } finally {
    await file.close();
  }
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
