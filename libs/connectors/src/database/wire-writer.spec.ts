import { expect, test } from '@jest/globals';
import type { ColumnKind } from './dialect.js';
import { ReadTexts } from './refused-row.js';
import { compileRowWriter } from './row-writer.js';
import { compileWireWriter } from './wire-writer.js';
import { openZone } from './zone.js';

const zone = openZone('Asia/Shanghai');
const columns: readonly (readonly [string, ColumnKind])[] = [
  ['编号', 'text'],
  ['NAME"', 'text'],
  ['COUNT', 'integer'],
  ['FEE', 'decimal'],
  ['OPEN', 'boolean'],
  ['MADE', 'localTime'],
  ['ZONED', 'zonedTime'],
  ['PHOTO', 'binary'],
];
const layout = {
  labels: columns.map(([label]) => label),
  kinds: columns.map(([, kind]) => kind),
  caseNumber: 0,
  cursor: 5,
  key: [0, 2],
  texts: new ReadTexts([]),
};
const sound = [
  '3708',
  '食品',
  '12',
  '1.50',
  't',
  '2026-03-02 10:00:00.1',
  '2026-03-02 10:00:00+08',
  '\\x00ff',
];

/** A row as the server sends it. */
function wire(values: readonly (string | Buffer | null)[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => {
      const length = Buffer.alloc(4);
      const bytes = value === null ? null : Buffer.from(value);
      length.writeInt32BE(bytes?.length ?? -1);
      return bytes === null ? [length] : [length, bytes];
    }),
  );
}

const controls = String.fromCharCode(...Array.from({ length: 31 }, (_, at) => at + 1));
const changed = (at: number, value: string | null): (string | null)[] =>
  sound.toSpliced(at, 1, value as string);

test.each([
  ['plain values', sound],
  ['nothing at all', sound.map(() => null)],
  ['empty texts', ['', '', '', '', '', '', '', '']],
  ['quotes, backslashes and control characters', changed(1, `"\\/'${controls}\u007f`)],
  ['letters outside the first plane, separators, a mark', changed(1, '𠮷\u{1f3db}\u2028\u2029\ufeff')],
  ['a key with a quote', changed(0, '37"08')],
  ['a whole number that is none', changed(2, 'NaN')],
  ['a negative one', changed(2, '-12')],
  ['a minus alone', changed(2, '-')],
  ['false', changed(4, 'f')],
  ['a time that is none', changed(5, 'infinity')],
  ['a long text', changed(1, '长"'.repeat(40_000))],
])('bytes are written as texts are: %s', (_, values) => {
  const texts = compileRowWriter(layout, zone);
  const bytes = compileWireWriter(layout, zone);
  expect(bytes(wire(values))).toEqual(texts(values));
});

test('bodies do not run into one another, however many rows are written', () => {
  const write = compileWireWriter(layout, zone);
  const values = (at: number): readonly string[] => [`K${at}`, '证'.repeat(at % 900), ...sound.slice(2)];
  const rows = Array.from({ length: 3_000 }, (_, at) => write(wire(values(at))));
  const texts = compileRowWriter(layout, zone);
  expect(rows.map(({ body }) => String(body))).toEqual(rows.map((_, at) => String(texts(values(at)).body)));
});

test('a row that is not UTF-8 is refused in its own place, with its column', () => {
  const gbk = Buffer.from([0xbe, 0xad, 0xd3, 0xaa]);
  const row = compileWireWriter(layout, zone)(wire(['3708', gbk, ...sound.slice(2)]));
  expect(row).toMatchObject({ caseNumber: '3708', key: '["3708","12"]', cursor: { at: sound[5] } });
  const body: unknown = JSON.parse(String(row.body));
  expect(body).toEqual({
    $refused: expect.stringContaining('列 NAME" 的内容不是 UTF-8'),
    $values: expect.objectContaining({ FEE: '1.50' }),
  });
});
