import { BrokenText } from './broken-text.js';
import { CsvSplitter } from './csv-splitter.js';
import type { TableRow } from './source-line.js';

/** The rows of a CSV or TSV text, piece by piece. Throws a sentence as BrokenText where the text stops making sense. */
export async function* csvRows(
  text: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<readonly TableRow[]> {
  const splitter = new CsvSplitter(delimiter);
  for await (const piece of text) yield* rowsOf(splitter, piece, false);
  yield* rowsOf(splitter, '', true);
}

function* rowsOf(splitter: CsvSplitter, piece: string, isLast: boolean): Generator<readonly TableRow[]> {
  yield splitter.take(piece, isLast);
  const place = splitter.brokenAt;
  if (place !== null) throw new BrokenText(place, '引号没有配对或一行过长，从此处起无法分行');
}
