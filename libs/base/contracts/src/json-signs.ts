/** Char code of the sign that begins and ends a text in JSON. */
export const quote = 34;
const backslash = 92;

/** Whether a char code is white space between the tokens of JSON. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Whether the sign at a place stands behind an odd number of backslashes. */
export function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === backslash) before -= 1;
  return (at - before) % 2 === 0;
}

/** Where a text that begins at a place is over: the place behind its closing quote. */
export function endOfText(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}
