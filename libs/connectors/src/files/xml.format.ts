import sax from 'sax';
import { BrokenText } from './broken-text.js';
import type { HeadingMap } from './headings.js';
import { RecordFields } from './record-fields.js';
import type { SourceLine } from './source-line.js';

const deepest = 256;
const broken = 'XML 不完整或有语法错误，从此处起无法读取';
const typed = 'XML 内含有文档类型定义（DTD），为安全起见不予读取，请部门去掉后重报';
const piece = 65_536;
/** The types that come with the parser do not know them all. */
const strict: object = { trim: false, position: false, strictEntities: true };

/**
 * The record elements of an XML text; `place` counts them. Names are paths below the record, attributes `@name`; a prefix need not be written.
 * A document type is refused, so that no entity of its own can be. A record too large or too deep is refused, or ends the file.
 */
export async function* xmlRecords(
  text: AsyncIterable<string>,
  record: string,
  headings: HeadingMap,
): AsyncGenerator<readonly SourceLine[]> {
  const collector = new RecordCollector(record, headings);
  for await (const some of text)
    for (let at = 0; at < some.length; at += piece) {
      collector.take(some.slice(at, at + piece));
      yield collector.drain();
      collector.refuseBroken();
    }
  collector.end();
  yield collector.drain();
  collector.refuseBroken();
}

class RecordCollector {
  readonly #parser = sax.parser(true, strict);
  readonly #record: string;
  readonly #headings: HeadingMap;
  #fields: RecordFields | null = null;
  #depth = 0;
  #place = 0;
  #refusal: string | null = null;
  #ready: SourceLine[] = [];

  constructor(record: string, headings: HeadingMap) {
    this.#record = record;
    this.#headings = headings;
    // Attributes are taken one by one: the object in which the parser gathers them has a prototype, and foreign names for keys.
    Object.assign(this.#parser, {
      onopentagstart: ({ name }: { readonly name: string }) => this.#open(name),
      onattribute: ({ name, value }: { readonly name: string; readonly value: string }) =>
        this.#fields?.attribute(name, value),
      onclosetag: (name: string) => this.#close(name),
      ontext: (text: string) => this.#fields?.text(text),
      oncdata: (text: string) => this.#fields?.text(text),
      onerror: () => this.#refuse(broken),
      ondoctype: () => this.#refuse(typed),
    });
  }

  take(some: string): void {
    try {
      if (this.#refusal === null) this.#parser.write(some);
    } catch (cause) {
      // The parser keeps attributes in an object with a prototype: one called hasOwnProperty ends it.
      if (!(cause instanceof TypeError)) throw cause;
      this.#refuse(broken);
    }
  }

  end(): void {
    if (this.#refusal === null) this.#parser.close();
  }

  drain(): readonly SourceLine[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  refuseBroken(): void {
    if (this.#refusal !== null) throw new BrokenText(this.#place + 1, this.#refusal);
  }

  #refuse(refusal: string): void {
    this.#refusal ??= refusal;
    this.#fields = null;
  }

  #open(name: string): void {
    if (this.#refusal !== null) return;
    this.#depth += 1;
    if (this.#depth > deepest) this.#refuse(`XML 嵌套超过 ${deepest} 层，从此处起无法读取`);
    else if (this.#fields !== null) this.#fields.open(name);
    else if (name === this.#record || localName(name) === this.#record)
      this.#fields = new RecordFields(this.#headings);
    if (this.#fields?.isEndless === true)
      this.#refuse('一条记录大得不合常理，从此处起无法读取，请拆分后重报');
  }

  #close(name: string): void {
    if (this.#refusal !== null) return;
    this.#depth -= 1;
    if (this.#fields === null || this.#fields.close(name)) return;
    this.#place += 1;
    this.#ready.push(this.#fields.end(this.#place));
    this.#fields = null;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
