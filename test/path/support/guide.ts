import { expect } from '@jest/globals';

/** A command of a guide, and a matcher of the output shown under it: every line, `…` standing for whatever the place gives. */
export interface Command {
  readonly line: string;
  readonly shown: unknown;
}

/** The files and the commands of a guide, in its order. */
export interface Guide {
  readonly files: ReadonlyMap<string, string>;
  readonly commands: readonly Command[];
}

const fence = /^```(\w+)(?: (\S+))?\n(.*?)^```$/gms;

/** Reads a guide: blocks `yaml <path>` are files, blocks `console` are a command after `$` and its output. */
export function readGuide(markdown: string): Guide {
  const files = new Map<string, string>();
  const commands: Command[] = [];
  for (const [, language, path, text = ''] of markdown.matchAll(fence)) {
    if (language === 'yaml' && path !== undefined) files.set(path, text);
    if (language !== 'console') continue;
    const [first = '', ...shown] = text.trimEnd().split('\n');
    commands.push({ line: first.replace(/^\$ /, ''), shown: expect.stringMatching(patternOf(shown)) });
  }
  return { files, commands };
}

/** The whole output, line by line; blank lines and the widths of columns and rules are not looked at. */
function patternOf(lines: readonly string[]): RegExp {
  const parts = lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      if (line.trim() === '…') return '(?:.*\\n)*?';
      const text = escaped(line.trim()).replaceAll('…', '.*').replaceAll(/─+/g, '─+').replaceAll(/ +/g, ' +');
      return ` *${text} *\\n\\s*`;
    });
  return new RegExp(`^${parts.join('')}\\s*$`);
}

/** The words of a command line. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
