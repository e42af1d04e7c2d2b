import { endOfText } from './json-signs.js';

/** How deep JSON from outside may nest; records of the standards need three levels. */
export const deepestJson = 64;

/** Thrown for a text that nests deeper: whoever walks it by recursion would break off without a word. */
export class DeepJson extends SyntaxError {}

/** Why a record is refused that nests too deep. */
export const deepSentence = `内容嵌套超过 ${deepestJson} 层，请部门改正后重新报送`;

/** Whether a JSON text nests deeper than the bound. A text with fewer brackets, as almost all, costs a search for them. */
function isDeep(text: string): boolean {
  return opens(text, '[') + opens(text, '{') > deepestJson && depthOf(text) > deepestJson;
}

/** Throws DeepJson for a text that does. */
export function refuseDeep(text: string): void {
  if (isDeep(text)) throw new DeepJson(deepSentence);
}

/** Whether a parsed value nests deeper than the bound; without recursion. */
export function nestsDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= deepestJson; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return level.some((each) => typeof each === 'object' && each !== null);
}

/** A value whose parts below the bound are left out, so that the rest can be shown. */
export function cutDeep(value: unknown, left = deepestJson): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (left === 0) return '…';
  if (Array.isArray(value)) return value.map((each) => cutDeep(each, left - 1));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cutDeep(each, left - 1)]));
}

/** How many there are, but not further than the bound. */
function opens(text: string, sign: string): number {
  let many = 0;
  for (let at = text.indexOf(sign); at !== -1 && many <= deepestJson; at = text.indexOf(sign, at + 1))
    many += 1;
  return many;
}

/** Counts outside of texts; of one that is no JSON the answer means nothing. */
function depthOf(text: string): number {
  let deepest = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const end = endOfText(text, at);
      if (end <= at) return deepest;
      at = end - 1;
    } else if (sign === '[' || sign === '{') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (sign === ']' || sign === '}') depth -= 1;
  }
  return deepest;
}
