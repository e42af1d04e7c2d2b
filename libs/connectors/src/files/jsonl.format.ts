import { DeepJson, refuseDeep, repeatedFields, repeatedName } from '#base/contracts';
import { BrokenText } from './broken-text.js';
import type { HeadingMap } from './headings.js';
import { named, refused, repeatedRefusal } from './named-values.js';
import type { SourceLine } from './source-line.js';

/** A line longer than this is no record, and may be endless. */
const longestLine = 4_000_000;

/** One JSON object a line. Numbers keep the digits they were written with. */
export async function* jsonLines(
  text: AsyncIterable<string>,
  headings: HeadingMap,
): AsyncGenerator<readonly SourceLine[]> {
  let place = 0;
  let rest = '';
  for await (const piece of text) {
    const end = piece.lastIndexOf('\n');
    const ended = end === -1 ? null : (rest + piece.slice(0, end)).split('\n');
    rest = end === -1 ? rest + piece : piece.slice(end + 1);
    if (rest.length > longestLine)
      throw new BrokenText(place + 1, `一行超过 ${longestLine} 个字，从此处起无法读取，请拆分后重报`);
    if (ended === null) continue;
    const first = place + 1;
    place += ended.length;
    yield ended.flatMap((line, at) => (line.trim() === '' ? [] : [lineOf(first + at, line, headings)]));
  }
  if (rest.trim() !== '') yield [lineOf(place + 1, rest, headings)];
}

function lineOf(place: number, text: string, headings: HeadingMap): SourceLine {
  try {
    refuseDeep(text);
    const parsed: unknown = JSON.parse(text, exactNumbers);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      const [twice] = repeatedFields(text, parsed)?.repeated ?? [];
      if (twice !== undefined) return refused(place, repeatedRefusal(repeatedName(twice)));
      return named(
        place,
        Object.entries(parsed).map(([name, value]) => [name, textOf(value)]),
        headings,
      );
    }
  } catch (cause) {
    if (cause instanceof DeepJson) return refused(place, cause.message);
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  return refused(place, '这一行不是一个完整的 JSON 对象');
}

function exactNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
