import stringWidth from 'string-width';

/*
 * A line may end after a space, after a Chinese character, and inside an identifier after its separators; a closing mark never begins a
 * line and an opening one never ends it.
 */
const piece =
  /\s+|[“‘（《【]*(?:[\p{Script=Han}\u3000-\u303f]|[^\s\p{Script=Han}“‘（《【./_@:；，。、-]+[./_@:-]*|[./_@:-]+|.)[，。；、：！？）”’》】…]*/gsu;
const letters = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Breaks one line into lines no wider than `width`; those after the first begin with `hang` blanks. Nothing is left out but blanks at the breaks. */
export function wrapLine(line: string, width: number, hang = 0): readonly string[] {
  if (stringWidth(line) <= width) return [line];
  const blanks = ' '.repeat(hang);
  const lines: string[] = [];
  let text = '';
  for (const word of words(line, Math.max(width - hang, 2))) {
    if (text.trim() !== '' && stringWidth(text) + stringWidth(word.trimEnd()) > width) {
      lines.push(text.trimEnd());
      text = blanks;
      if (word.trim() === '') continue;
    }
    text += word;
  }
  return text.trim() === '' ? lines : [...lines, text.trimEnd()];
}

/** Breaks the lines of a text that are wider than `width`; what a line carries on with stands two blanks further in than the line. */
export function wrapText(text: string, width: number | null): string {
  if (width === null) return text;
  const indent = (line: string): number => Math.min(line.length - line.trimStart().length + 2, width >> 1);
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width, indent(line)))
    .join('\n');
}

function* words(line: string, widest: number): Generator<string> {
  for (const [word] of line.matchAll(piece)) {
    if (stringWidth(word) <= widest || word.trim() === '') yield word;
    else for (const { segment } of letters.segment(word)) yield segment;
  }
}
