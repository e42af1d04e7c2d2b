import { expect, test } from '@jest/globals';
import { CsvSplitter } from './csv-splitter.js';
import type { TableRow } from './source-line.js';

function split(pieces: readonly string[]): {
  readonly rows: readonly TableRow[];
  readonly broken: number | null;
} {
  const splitter = new CsvSplitter(',');
  const rows = pieces.flatMap((piece) => splitter.take(piece, false));
  return { rows: [...rows, ...splitter.take('', true)], broken: splitter.brokenAt };
}

test.each([
  ['a,b\nc,\n', ['1:a|b', '2:c|']],
  ['a,b\r\n\r\nc,d', ['1:a|b', '3:c|d']],
  ['a,b\rc,d\r', ['1:a|b', '2:c|d']],
  ['"1,171.00","说""好"""\n"",x\n', ['1:1,171.00|说"好"', '2:|x']],
  ['"a\nb",c\nd,e\n', ['2:a\nb|c', '3:d|e']],
  ['5" 管,"ab"c\n', ['1:5" 管|"ab"c']],
])('%j is split alike wherever it is cut', (text, wanted) => {
  for (let size = 1; size <= text.length; size += 1) {
    const { rows } = split(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []);
    expect(rows.map(({ place, cells }) => `${place}:${cells.map(String).join('|')}`)).toEqual(wanted);
  }
});

test('a quote that never closes ends the text at its line, after the rows before it', () => {
  const { rows, broken } = split(['a,b\n\n"c,d\ne', ',f\n']);
  expect(rows).toEqual([{ place: 1, cells: ['a', 'b'] }]);
  expect(broken).toBe(3);
});
