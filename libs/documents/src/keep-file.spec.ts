import { expect, test } from '@jest/globals';
import { objectToFile } from './keep-file.js';

const pdf = Buffer.from('%PDF-1.7 正文');

const files: readonly (readonly [string, string, Buffer, boolean])[] = [
  ['a PDF', 'a.PDF', pdf, true],
  ['a picture that is a PDF', 'a.png', pdf, false],
  ['a program', 'a.exe', Buffer.from('MZ'), false],
  ['a name with a path', '../a.pdf', pdf, false],
  ['an inherited name', 'a.constructor', pdf, false],
  ['an empty file', 'a.pdf', Buffer.alloc(0), false],
  ['one byte too many', 'a.pdf', Buffer.concat([pdf, Buffer.alloc(1_001 - pdf.length)]), false],
];

test.each(files)('%s is looked at before it is kept', (_, name, bytes, accepted) => {
  expect(objectToFile({ name, bytes }, 1_000) === null).toBe(accepted);
});
