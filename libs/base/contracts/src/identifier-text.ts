/** Printable ASCII that needs no cleaning: no blank at an end, and no guard of a spreadsheet at the start. */
const plain = /^(?:[!-&(-<>-~](?:[ -~]*[!-~])?)?$/;

const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]/gu;
const wide = /[\uFF01-\uFF5E]/g;
const hyphens = /[\u2010-\u2013\u2212\uFE63]/g;
const blanks = /[\s\u0085\u2800]/g;
const ends = /^[\s\u0085\u2800]+|[\s\u0085\u2800]+$/g;
const formula = /^="([^"]*)"$/;

/**
 * The one rule by which identifiers and codes are cleaned before they are compared or stored; what was written stays in history. Invisible and
 * bidirectional characters go (Unicode Cf, default ignorables, variation selectors), full-width ASCII becomes ASCII, hyphens and the minus sign become `-`,
 * blanks within become one kind of blank and those around go, and so do a spreadsheet's guards (`'` before, `="…"` around). Canonical equivalents
 * are one (NFC). Nothing else is joined; cleaning twice changes nothing.
 */
export function cleanIdentifier(text: string): string {
  if (plain.test(text)) return text;
  let now = text;
  for (;;) {
    const next = unguarded(
      now
        .normalize('NFC')
        .replace(invisible, '')
        .replace(wide, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
        .replace(hyphens, '-')
        .replace(blanks, ' ')
        .replace(ends, ''),
    );
    if (next === now) return next;
    now = next;
  }
}

function unguarded(text: string): string {
  const inner = formula.exec(text)?.[1] ?? text;
  return inner.startsWith("'") ? inner.slice(1) : inner;
}

/** A character by its code point, what it is in Chinese, and its place in the text, counted from 1. */
export interface NamedCharacter {
  readonly name: string;
  readonly what: string;
  readonly place: number;
}

const odd =
  /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\uFFFD\u2160-\u2188\u2E80-\u2FDF]|(?![\p{Script=Han}A-Za-z])[\p{L}\p{M}]|(?![0-9])\p{Nd}/u;

/** The first character of a text that cleaning leaves and no identifier may hold: a look-alike of another script, a control character, one that means nothing. Null: none. */
export function oddCharacter(text: string): NamedCharacter | null {
  if (plain.test(text)) return null;
  const left = odd.exec(cleanIdentifier(text))?.[0];
  if (left === undefined) return null;
  const place = Array.from(text.normalize('NFC')).indexOf(left) + 1;
  return named(left, place === 0 ? 1 : place);
}

const cleaned =
  /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\uFF01-\uFF5E\u2010-\u2013\u2212\uFE63\u0085\u2800]|(?! )\s/u;

/** What cleaning changed beyond ordinary blanks around: the first such character, or the guard. Null: nothing worth telling. */
export function cleanedCharacter(text: string): NamedCharacter | null {
  const bare = text.trim();
  if (plain.test(bare)) return null;
  const letters = Array.from(bare);
  const at = letters.findIndex((letter) => cleaned.test(letter));
  const found = letters[at];
  if (found !== undefined) return named(found, at + 1);
  return cleanIdentifier(bare) === bare ? null : { ...named(bare.charAt(0), 1), what: '电子表格的文本标记' };
}

/** A character as sentences show it: `第 4 个字符 U+200B（零宽空格）`. */
export function characterText({ name, what, place }: NamedCharacter): string {
  return `第 ${place} 个字符 ${name}（${what}）`;
}

const names: ReadonlyMap<number, string> = new Map([
  [0x09, '制表符'],
  [0xa0, '不换行空格'],
  [0xad, '软连字符'],
  [0x200b, '零宽空格'],
  [0x200c, '零宽不连字'],
  [0x200d, '零宽连字'],
  [0x2060, '词连接符'],
  [0x3000, '全角空格'],
  [0xfeff, '零宽不换行空格'],
  [0xfffd, '解码失败的替代字符'],
]);
const families: readonly (readonly [RegExp, string])[] = [
  [/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u, '双向控制符'],
  [/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u, '不可见字符'],
  [/\s/u, '空白字符'],
  [/\p{Script=Cyrillic}/u, '西里尔字母，与拉丁字母形似'],
  [/\p{Script=Greek}/u, '希腊字母，与拉丁字母形似'],
  [/[\uFF01-\uFF5E]/u, '全角字符'],
  [/\p{Pd}|\u2212/u, '与连字符形似的字符'],
  [/\p{Cc}/u, '控制字符'],
  [/\p{Co}/u, '私用区字符'],
  [/\p{Cs}/u, '不成对的代理码'],
  [/\p{Cn}/u, '未分配的字符'],
];

function named(letter: string, place: number): NamedCharacter {
  const point = letter.codePointAt(0) ?? 0;
  const what = names.get(point) ?? families.find(([form]) => form.test(letter))?.[1] ?? '不用于标识的文字';
  return { name: `U+${point.toString(16).toUpperCase().padStart(4, '0')}`, what, place };
}
