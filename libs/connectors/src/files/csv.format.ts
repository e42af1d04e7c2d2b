import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { TableRow } from './source-line.js';

const longestRecord = 4_000_000;

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The rows of a CSV or TSV text, with the line on which each ends. Throws a sentence as CsvRefusal where the text stops making sense. */
export async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<TableRow> {
  const source = Readable.from(text, { highWaterMark: 4 });
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  source.on('error', (cause) => parser.destroy(cause));
  source.pipe(parser);
  let place = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      place = info.lines;
      yield { place, cells: record };
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new BrokenText(place + 1, '引号没有配对或一行过长，从此处起无法分行');
  } finally {
    source.destroy();
  }
}

/** A text that cannot be read on from a place. */
export class BrokenText extends Error {
  readonly place: number;
  readonly refusal: string;

  constructor(place: number, refusal: string) {
    super(refusal);
    this.place = place;
    this.refusal = refusal;
  }
}
