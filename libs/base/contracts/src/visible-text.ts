/*
 * Control characters (C0, DEL, C1), format characters (bidirectional overrides, zero widths, tags), the line and paragraph separators of
 * Unicode and lone surrogates: what a terminal obeys, or what a reader cannot see.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Of these, what JSON itself does not escape. */
const unseenInJson = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
const firstPicture = 0x2400;
const del = 0x7f;

/**
 * A text from outside as it may stand in one line on a terminal: nothing in it moves the cursor, colours, renames the window or turns the
 * reading direction. A control character shows as its picture (␛, ␊, ␡), any other unseen one by its number (`\u200b`).
 */
export function visibleLine(text: string): string {
  return text.replace(unseen, shown);
}

/** The same for a text of several lines: line breaks and tabs stay what they are. */
export function visibleText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(unseen, (sign) => (sign === '\n' || sign === '\t' ? sign : shown(sign)));
}

/** JSON of the same value in which nothing acts on a terminal: what JSON may leave as it is gets escaped too. */
export function visibleJson(json: string): string {
  return json.replace(unseenInJson, (sign) =>
    [...Array(sign.length).keys()].map((index) => numbered(sign.charCodeAt(index))).join(''),
  );
}

function shown(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(firstPicture + code);
  if (code === del) return '␡';
  return code > 0xffff ? `\\u{${code.toString(16)}}` : numbered(code);
}

function numbered(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
