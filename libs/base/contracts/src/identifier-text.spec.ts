import { expect, test } from '@jest/globals';
import { characterText, cleanedCharacter, cleanIdentifier, oddCharacter } from './identifier-text.js';
import { toCaseNumber } from './ids.js';

/** Every code point, surrogates left out. */
function* allCharacters(): Generator<string> {
  for (let point = 0; point <= 0x10_ff_ff; point += 1)
    if (point < 0xd800 || point > 0xdfff) yield String.fromCodePoint(point);
}

test('every format character and every invisible one goes, wherever it stands, and is named', () => {
  let seen = 0;
  for (const letter of allCharacters()) {
    if (!/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]/u.test(letter)) continue;
    seen += 1;
    const code = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    for (const text of [`A-1${letter}`, `${letter}A-1`, `A${letter}-1`, `${letter}A-${letter}${letter}1`]) {
      expect(cleanIdentifier(text)).toBe('A-1');
      expect(oddCharacter(text)).toBeNull();
    }
    expect(cleanedCharacter(`A${letter}-1`)?.name).toBe(`U+${code}`);
  }
  expect(seen).toBeGreaterThan(4_000);
});

test('cleaning twice changes nothing, and one visible character is joined with another only by width, hyphen or canonical equivalence', () => {
  for (const letter of allCharacters()) {
    const text = `A${letter}1`;
    const once = cleanIdentifier(text);
    expect(cleanIdentifier(once)).toBe(once);
    if (once === text) continue;
    const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]/u.test(letter);
    const joined = /[\uFF01-\uFF5E\u2010-\u2013\u2212\uFE63\s\u0085\u2800]/u.test(letter);
    expect([letter, invisible || joined || once === text.normalize('NFC')]).toEqual([letter, true]);
  }
});

test.each([
  ['A-1', 'A-1'],
  [' A-1\t', 'A-1'],
  ['\u3000A-1\u00A0', 'A-1'],
  ['Ａ－１（乙）', 'A-1(乙)'],
  ['A\u20131', 'A-1'],
  ['A\u22121', 'A-1'],
  ["'00123", '00123'],
  ['="00123"', '00123'],
  ['\t\u200B="\u202E00123"', '00123'],
  ['＇00123', '00123'],
  ['A\u00A01', 'A 1'],
  ['A—1', 'A—1'],
  ['济建〔2026〕5号', '济建〔2026〕5号'],
  ['\u200B\u3000', ''],
  ['=1+1', '=1+1'],
  ['', ''],
])('%j is %j', (written, expected) => expect(cleanIdentifier(written)).toBe(expected));

test.each([
  ['А-1', 'U+0410', 1],
  ['A-Ο1', 'U+039F', 3],
  ['A\u200B\u04151', 'U+0415', 3],
  ['A\u0007', 'U+0007', 2],
  ['A\uE0001', 'U+E000', 2],
  ['A\uD8001', 'U+D800', 2],
  ['A\uFFFD', 'U+FFFD', 2],
  ['A\u0378', 'U+0378', 2],
  ['ıA', 'U+0131', 1],
  ['A1\u0336', 'U+0336', 3],
  ['A\u0663', 'U+0663', 2],
  ['A\u2160', 'U+2160', 2],
  ['\u{1D400}1', 'U+1D400', 1],
  ['\u2F00区', 'U+2F00', 1],
])('%j stays odd, named %s at its place', (written, name, place) => {
  expect(oddCharacter(written)).toMatchObject({ name, place });
});

test.each(['A-1', '济建〔2026〕5号', 'A_1/2.3', '𠮷-1', '〇五', 'A·1', ''])('%j is not odd', (written) =>
  expect(oddCharacter(written)).toBeNull(),
);

test('a case number in two spellings is one, and a look-alike never becomes the letter it looks like', () => {
  for (const spelling of ['a-1\u200B', '\uFEFFA-1', 'ａ－１', "'A-1", ' A-1 ', 'A\u20111'])
    expect(toCaseNumber(spelling)).toBe('A-1');
  for (const other of ['ı-1', 'А-1', 'ſ-1']) expect(oddCharacter(toCaseNumber(other))).not.toBeNull();
});

test('an ordinary blank around is no news', () => {
  for (const text of ['A-1  ', '\nA-1', 'A 1']) expect(cleanedCharacter(text)).toBeNull();
  expect(characterText(cleanedCharacter('A-1\u200B') ?? { name: '', what: '', place: 0 })).toBe(
    '第 4 个字符 U+200B（零宽空格）',
  );
});
