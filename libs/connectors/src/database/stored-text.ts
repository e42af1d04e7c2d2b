import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** What the bytes of a column can be said to be, whatever the column declares. */
export const bytesForms = ['gb18030', 'utf8', 'big5', 'latin1'] as const;
export type BytesForm = (typeof bytesForms)[number];

/** A column's letters, or what the bytes look like instead of what they are declared as; null where they are nothing that is known. */
export type TextReading = { readonly text: string } | { readonly likely: BytesForm | null };

/** Reads a value from the bytes in which its server sent it. */
export type TextRule = (sent: Buffer) => TextReading;

/** How a column's bytes reach the hub: `raw` as stored, `western` by one letter a byte, `chinese` by a Chinese code page, `unicode` as they are. */
export type Storage =
  { readonly kind: 'raw' | 'unicode' } | { readonly kind: 'western' | 'chinese'; readonly encoding: string };

const decoders: Readonly<Record<Exclude<BytesForm, 'latin1'>, string>> = {
  gb18030: 'gb18030',
  utf8: 'utf-8',
  big5: 'big5',
};
const names: Readonly<Record<BytesForm, string>> = {
  gb18030: 'GB18030（GBK）',
  utf8: 'UTF-8 ',
  big5: 'Big5 ',
  latin1: 'latin1 ',
};

/** Its name as an operator knows it. */
export function nameOf(form: BytesForm): string {
  return names[form];
}

/** The rule for a column; null where its letters are sent as they are and only what looks like a double encoding is doubted. */
export function textRule(storage: Storage, bytesAre: BytesForm | null): TextRule | null {
  if (storage.kind === 'unicode') return bytesAre === null ? null : unicodeRule(bytesAre);
  if (bytesAre === 'latin1') return storage.kind === 'raw' ? latinRule : plainRule;
  const back = backOf(storage);
  if (bytesAre !== null) return (sent) => decoded(back(sent), bytesAre);
  return (sent) => {
    const doubt = doubtOf(storage.kind, sent, back);
    return doubt === undefined ? { text: sent.toString('utf8') } : { likely: doubt };
  };
}

/** What a text that was converted letter by letter from single bytes was before; null for every other text. */
export function doubleEncoded(text: string): BytesForm | null {
  for (const [run] of text.matchAll(westernRuns)) {
    const bytes = toWestern(run) ?? nothing;
    if (hasChineseUtf8(bytes)) return 'utf8';
    if (isHanzi(bytes)) return 'gb18030';
  }
  return null;
}

const windows1252 = 'windows-1252';
const c1From = 0x80;
const c1To = 0x9f;
/** Of the bytes 80 to 9F: Windows-1252 gives 27 of them letters of their own, Latin-1 and the rest the control character of the same number. */
const beyondLatin1 = new Map(
  Array.from({ length: c1To - c1From + 1 }, (_, at) => {
    const byte = c1From + at;
    return [iconv.decode(Buffer.from([byte]), windows1252).charCodeAt(0), byte] as const;
  }),
);
/** Letters of Windows-1252 beyond ASCII, four or more in a row: two Chinese characters of two bytes, or one of three and a bit. */
const westernRuns =
  /[\u0080-\u00ff\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]{4,}/g;

const nothing = Buffer.alloc(0);
const plainRule: TextRule = (sent) => ({ text: sent.toString('utf8') });
const latinRule: TextRule = (sent) => ({ text: sent.toString('latin1') });
const identity = (sent: Buffer): Buffer => sent;

/** Only what was converted letter by letter is turned back; a Chinese text beside it stays. */
function unicodeRule(bytesAre: BytesForm): TextRule {
  if (bytesAre === 'latin1') return plainRule;
  return (sent) => {
    const text = sent.toString('utf8');
    const bytes = isAscii(sent) ? null : toWestern(text);
    return bytes === null ? { text } : decoded(bytes, bytesAre);
  };
}

function backOf(storage: Storage): (sent: Buffer) => Buffer {
  return 'encoding' in storage ? encodingBack(storage.encoding) : identity;
}

function encodingBack(encoding: string): (sent: Buffer) => Buffer {
  return (sent) => {
    if (isAscii(sent)) return sent;
    const text = sent.toString('utf8');
    const bytes = encoding === windows1252 ? toWestern(text) : null;
    return bytes ?? iconv.encode(text, encoding);
  };
}

/** The bytes a text was converted from letter by letter; null where a letter belongs to no byte. */
function toWestern(text: string): Buffer | null {
  const bytes = Buffer.allocUnsafe(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code <= 0xff ? code : beyondLatin1.get(code);
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  return bytes;
}

function decoded(bytes: Buffer, form: BytesForm): TextReading {
  if (isAscii(bytes)) return { text: bytes.toString('latin1') };
  if (form === 'latin1') return { text: bytes.toString('latin1') };
  if (form !== 'utf8' && hasChineseUtf8(bytes)) return { likely: 'utf8' };
  try {
    return { text: new TextDecoder(decoders[form], { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { likely: isUtf8(bytes) ? 'utf8' : isGb(bytes) ? 'gb18030' : null };
  }
}

/** Undefined where the bytes may well be what they are declared as. */
function doubtOf(
  kind: Storage['kind'],
  sent: Buffer,
  back: (sent: Buffer) => Buffer,
): BytesForm | null | undefined {
  if (isAscii(sent)) return undefined;
  const bytes = back(sent);
  const chinese = hasChineseUtf8(bytes);
  if (kind === 'chinese') return chinese ? 'utf8' : undefined;
  if (kind === 'raw' && isUtf8(bytes)) return doubtfulUtf8(bytes, chinese);
  if (kind === 'raw') return isGb(bytes) ? 'gb18030' : null;
  return westernDoubt(bytes, chinese);
}

function westernDoubt(bytes: Buffer, chinese: boolean): BytesForm | undefined {
  if (chinese || (isUtf8(bytes) && !isHanzi(bytes))) return 'utf8';
  return isGb(bytes) ? 'gb18030' : undefined;
}

/** Of two bytes each, letters of UTF-8 may as well be Chinese ones of GB2312: 女 is Ů. */
function doubtfulUtf8(bytes: Buffer, chinese: boolean): BytesForm | undefined {
  return !chinese && isHanzi(bytes) ? 'gb18030' : undefined;
}

/** Valid UTF-8 with a Chinese character in it: three bytes that make no sense as anything else. */
function hasChineseUtf8(bytes: Buffer): boolean {
  return bytes.some((byte) => byte >= 0xe3 && byte <= 0xef) && isUtf8(bytes);
}

/** Every byte beyond ASCII belongs to a pair of GBK or a foursome of GB18030. */
const gb = /^(?:[^\x80-\xff]|[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[0-9][\x81-\xfe][0-9]))*$/;
/** Every pair is a character of GB2312; and there is a Chinese one. */
const gb2312 = /^(?:[^\x80-\xff]|[\xa1-\xf7][\xa1-\xfe])*$/;
const hanzi = /^(?:[^\x80-\xff]|[\xa1-\xaf][\xa1-\xfe])*[\xb0-\xf7]/;

function isGb(bytes: Buffer): boolean {
  return gb.test(bytes.toString('latin1'));
}

function isHanzi(bytes: Buffer): boolean {
  const letters = bytes.toString('latin1');
  return gb2312.test(letters) && hanzi.test(letters);
}
