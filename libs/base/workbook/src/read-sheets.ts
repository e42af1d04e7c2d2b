import { Archive } from './archive.js';
import { BrokenWorkbook } from './broken-workbook.js';
import { readCellFormats } from './cell-formats.js';
import type { CellContext } from './cell-value.js';
import { readContents, type SheetEntry } from './contents.js';
import { partText } from './part-text.js';
import { readSharedStrings } from './shared-strings.js';
import { SheetParser, type WorkbookRow } from './sheet-parser.js';
import { readXml } from './xml-part.js';

/** Which sheets are read: all of them, the first that is not hidden, or the one of a name. */
export type SheetChoice = 'all' | 'first' | { readonly name: string };

/** Some rows of a sheet. `hidden` counts its hidden rows so far; `merges` is complete with the sheet's last batch. */
export interface SheetBatch {
  readonly sheet: string;
  readonly epoch: 1900 | 1904;
  readonly rows: readonly WorkbookRow[];
  readonly hidden: number;
  readonly merges: readonly string[];
}

/** The rows of a workbook's sheets, hidden ones included, in this process. Throws BrokenWorkbook. Callers use `readWorkbook`, which survives what this does not. */
export async function* readSheets(path: string, choice: SheetChoice): AsyncGenerator<SheetBatch> {
  const archive = await Archive.open(path);
  try {
    const { sheets, epoch, sharedStrings, styles } = await readContents(archive);
    const wanted = chosen(sheets, choice);
    for (const { part } of wanted) await archive.verify(part, false);
    const strings = await readSharedStrings(archive, sharedStrings);
    const formats = await readCellFormats(archive, styles);
    for (const sheet of wanted) yield* readSheet(archive, sheet, { strings, formats, epoch });
  } finally {
    await archive.close();
  }
}

const rowsTogether = 256;
const lettersTogether = 1_000_000;

function chosen(sheets: readonly SheetEntry[], choice: SheetChoice): readonly SheetEntry[] {
  if (choice === 'all') return sheets;
  if (choice === 'first') {
    const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0];
    if (first !== undefined) return [first];
    throw new BrokenWorkbook(1, '工作簿内没有工作表');
  }
  const named = sheets.filter(({ name }) => name === choice.name);
  if (named.length === 1) return named;
  throw new BrokenWorkbook(
    1,
    named.length === 0 ? `没有名为“${choice.name}”的工作表` : `有两张名为“${choice.name}”的工作表`,
  );
}

async function* readSheet(
  archive: Archive,
  { name, part }: SheetEntry,
  context: CellContext,
): AsyncGenerator<SheetBatch> {
  const parser = new SheetParser(context);
  const batch = (rows: readonly WorkbookRow[], merges: readonly string[]): SheetBatch => {
    return { sheet: name, epoch: context.epoch, rows, hidden: parser.hidden, merges };
  };
  let ready: WorkbookRow[] = [];
  try {
    const reading = readXml(partText(archive.bytes(part)), parser);
    while ((await reading.next()).done !== true) {
      ready.push(...parser.drain());
      for (let full = fullBatch(ready); full > 0; full = fullBatch(ready)) {
        yield batch(ready.slice(0, full), []);
        ready = ready.slice(full);
      }
    }
  } catch (cause) {
    if (!(cause instanceof BrokenWorkbook)) throw cause;
    ready.push(...parser.drain());
    for (const row of ready) yield batch([row], []);
    throw new BrokenWorkbook(parser.place + 1, cause.refusal, name);
  }
  yield batch(ready, parser.merges);
}

/** How many of the rows make a batch; 0 while they are few and small. */
function fullBatch(rows: readonly WorkbookRow[]): number {
  let size = 0;
  for (const [at, row] of rows.entries()) {
    size += row.size;
    if (at + 1 === rowsTogether || size >= lettersTogether) return at + 1;
  }
  return 0;
}
