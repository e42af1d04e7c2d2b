import { expect, test } from '@jest/globals';
import { BrokenText } from './broken-text.js';
import { csvRows } from './csv.format.js';
import type { TableRow } from './source-line.js';

async function* each(pieces: readonly string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

interface Read {
  readonly rows: readonly TableRow[];
  readonly broken: number | null;
}

async function read(pieces: readonly string[]): Promise<Read> {
  const rows: TableRow[] = [];
  try {
    for await (const some of csvRows(each(pieces), ',')) rows.push(...some);
    return { rows, broken: null };
  } catch (thrown) {
    if (!(thrown instanceof BrokenText)) throw thrown;
    return { rows, broken: thrown.place };
  }
}

function cuts(text: string): readonly (readonly string[])[] {
  return Array.from({ length: text.length }, (_, n) => text.match(new RegExp(`[^]{1,${n + 1}}`, 'g')) ?? []);
}

test.each([
  ['a,b\nc,\n', ['1:a|b', '2:c|'], null],
  ['a,b\r\n\r\nc,d', ['1:a|b', '3:c|d'], null],
  ['a,b\rc,d\r', ['1:a|b', '2:c|d'], null],
  ['"1,171.00","说""好"""\n"",x\n', ['1:1,171.00|说"好"', '2:|x'], null],
  ['a,"b"\r\n"c",d\n', ['1:a|b', '2:c|d'], null],
  ['"a\nb",c\nd,e\n', ['2:a\nb|c', '3:d|e'], null],
  ['5" 管,x\n', ['1:5" 管|x'], null],
  ['a,b\n\n"c,d\ne,f\n', ['1:a|b'], 3],
  ['a,b\n"c"d,e\nf,g\n"h",i\n', ['1:a|b'], 2],
])('%j is read alike wherever it is cut', async (text, wanted, broken) => {
  for (const pieces of cuts(text)) {
    const found = await read(pieces);
    expect(found.rows.map(({ place, cells }) => `${place}:${cells.map(String).join('|')}`)).toEqual(wanted);
    expect(found.broken).toBe(broken);
  }
});
