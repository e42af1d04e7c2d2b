import sax from 'sax';
import { BrokenText } from './broken-text.js';
import type { HeadingMap } from './headings.js';
import { named } from './named-values.js';
import type { SourceLine } from './source-line.js';

/** The record elements of an XML text; `place` counts them. Names are paths below the record, attributes `@name`. Never expands entities of a DTD. */
export async function* xmlRecords(
  text: AsyncIterable<string>,
  record: string,
  headings: HeadingMap,
): AsyncGenerator<readonly SourceLine[]> {
  const collector = new RecordCollector(record, headings);
  for await (const piece of text) {
    collector.take(piece);
    yield collector.drain();
    collector.refuseBroken();
  }
  collector.end();
  collector.refuseBroken();
}

class RecordCollector {
  readonly #parser = sax.parser(true, { trim: false });
  #path: string[] = [];
  #values: [string, string | null][] = [];
  #inside = false;
  #text = '';
  #leaf = false;
  #place = 0;
  #broken = false;
  #ready: SourceLine[] = [];

  constructor(record: string, headings: HeadingMap) {
    this.#parser.onopentag = ({ name, attributes }) => {
      this.#open(name, attributes, record);
    };
    this.#parser.onclosetag = (name) => {
      this.#close(name, record, headings);
    };
    const collect = (text: string): void => void (this.#text += text);
    const breakOff = (): void => void (this.#broken = true);
    Object.assign(this.#parser, { ontext: collect, oncdata: collect, onerror: breakOff });
  }

  take(piece: string): void {
    if (!this.#broken) this.#parser.write(piece);
  }

  end(): void {
    if (!this.#broken) this.#parser.close();
  }

  drain(): readonly SourceLine[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  refuseBroken(): void {
    if (this.#broken) throw new BrokenText(this.#place + 1, 'XML 不完整或有语法错误，从此处起无法读取');
  }

  #open(name: string, attributes: Readonly<Record<string, unknown>>, record: string): void {
    this.#text = '';
    this.#leaf = true;
    if (!this.#inside && name !== record) return;
    if (this.#inside) this.#path.push(name);
    this.#inside = true;
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === 'string') this.#values.push([[...this.#path, `@${key}`].join('/'), value]);
    }
  }

  #close(name: string, record: string, headings: HeadingMap): void {
    if (!this.#inside) return;
    if (this.#path.length === 0 && name === record) {
      this.#place += 1;
      if (!this.#broken) this.#ready.push(named(this.#place, this.#values, headings));
      this.#values = [];
      this.#inside = false;
      return;
    }
    if (this.#leaf) this.#values.push([this.#path.join('/'), this.#text.trim()]);
    this.#leaf = false;
    this.#path.pop();
  }
}
