import { expect, test } from '@jest/globals';
import { BodyWriter } from './body-writer.js';

const controls = String.fromCharCode(...Array.from({ length: 32 }, (_, at) => at));

test.each([
  ['letters of one, two and three bytes', 'aé证'],
  ['everything that is escaped', `"\\/${controls}\u007f`],
  ['separators and a mark', '\u2028\u2029\ufeff\uffff'],
  ['a letter of two units', '𠮷𠮷'],
  ['half a letter', '\ud842'],
  ['nothing', ''],
  ['a long text', '长"\n'.repeat(20_000)],
])('a text stands as JSON.stringify writes it: %s', (_, text) => {
  const body = new BodyWriter(['名"称', 'B', 'C', 'D']);
  body.begin();
  body.text('left behind');
  body.begin();
  body.text(text);
  body.nothing();
  body.literal('12');
  body.text(text);
  expect(String(body.end())).toBe(JSON.stringify({ '名"称': text, B: null, C: 12, D: text }));
});

test('bodies do not run into one another, however many rows are written and however long they are', () => {
  const body = new BodyWriter(['A', 'B']);
  const rows = Array.from({ length: 3_000 }, (_, at) => ({
    A: `K${at}`,
    B: '证'.repeat(at === 7 ? 2_000_000 : at % 900),
  }));
  const written = rows.map(({ A, B }) => {
    body.begin();
    body.text(A);
    if (B.length % 2 === 0) body.text(B);
    else body.utf8(Buffer.from(`x${B}`), 1, 1 + Buffer.byteLength(B));
    return body.end();
  });
  expect(written.every((bytes, at) => bytes.equals(Buffer.from(JSON.stringify(rows[at]))))).toBe(true);
});

test('a row without fields is an empty object', () => {
  const body = new BodyWriter([]);
  body.begin();
  expect(String(body.end())).toBe('{}');
});
