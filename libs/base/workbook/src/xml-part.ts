import sax from 'sax';
import { BrokenWorkbook } from './broken-workbook.js';

const deepest = 256;
const piece = 65_536;
/** The types that come with the parser do not know them all. */
const strict: object = { trim: false, position: false, strictEntities: true };
const brokenXml = '工作簿内的 XML 不完整或有语法错误，请用 Excel 另存后重报';
const spaces: ReadonlySet<string> = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
]);

/** What an element says of itself; good until its handler returns. */
export type Attributes = ReadonlyMap<string, string>;

/** Takes the elements of a part by their local names, only those of the spreadsheet's own namespace. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Hands a part of a workbook to a handler, piece by piece (a yield after each). A document type is refused, so that no entity of its own can
 * be; so are elements deeper than any workbook has. Throws BrokenWorkbook where the text stops being XML. `namespaced` false takes every element.
 */
export async function* readXml(
  text: AsyncIterable<string>,
  handler: XmlHandler,
  namespaced = true,
): AsyncGenerator<void> {
  const parser = new PartParser(handler, namespaced);
  for await (const some of text)
    for (let at = 0; at < some.length; at += piece) {
      parser.take(some.slice(at, at + piece));
      yield;
    }
  parser.end();
  yield;
}

class PartParser {
  readonly #parser = sax.parser(true, strict);
  #refusal: string | null = null;
  #depth = 0;

  constructor(handler: XmlHandler, namespaced: boolean) {
    const names = new LocalNames(namespaced);
    const parser = this.#parser;
    const attributes = new Map<string, string>();
    parser.onattribute = ({ name, value }) => void attributes.set(name, value);
    parser.onopentagstart = () => attributes.clear();
    parser.onopentag = ({ name }) => {
      if (this.#refusal !== null) return;
      this.#depth += 1;
      if (this.#depth > deepest) this.#refusal = brokenXml;
      names.declare(name, attributes);
      const local = names.of(name);
      if (local !== null) handler.open(local, attributes);
    };
    parser.onclosetag = (name) => {
      if (this.#refusal !== null) return;
      this.#depth -= 1;
      const local = names.of(name);
      if (local !== null) handler.close(local);
    };
    const collect = (some: string): void => {
      if (this.#refusal === null) handler.text(some);
    };
    const refuse = (refusal: string): void => void (this.#refusal ??= refusal);
    Object.assign(parser, {
      ontext: collect,
      oncdata: collect,
      onerror: () => refuse(brokenXml),
      ondoctype: () =>
        refuse('工作簿内含有文档类型定义（DTD），为安全起见整个文件未读，请用 Excel 另存后重报'),
    });
  }

  take(some: string): void {
    try {
      if (this.#refusal === null) this.#parser.write(some);
    } catch (cause) {
      // The parser keeps attributes in an object with a prototype: one called hasOwnProperty ends it.
      if (!(cause instanceof TypeError)) throw cause;
      this.#refusal = brokenXml;
    }
    this.#check();
  }

  end(): void {
    this.#parser.close();
    this.#check();
  }

  #check(): void {
    if (this.#refusal !== null) throw new BrokenWorkbook(0, this.#refusal);
  }
}

/** Names without their prefix, where the prefix stands for the spreadsheet's namespace, transitional or strict; null for others. */
class LocalNames {
  readonly #namespaced: boolean;
  readonly #known = new Map<string, string | null>();
  readonly #prefixes = new Set<string>();
  #atRoot = true;

  constructor(namespaced: boolean) {
    this.#namespaced = namespaced;
  }

  declare(name: string, attributes: Attributes): void {
    if (this.#atRoot && !attributes.has('xmlns') && !name.includes(':')) this.#prefixes.add('');
    this.#atRoot = false;
    for (const [key, value] of attributes) {
      if (key !== 'xmlns' && !key.startsWith('xmlns:')) continue;
      const prefix = key.slice(6);
      if (spaces.has(value)) this.#prefixes.add(prefix);
      else if (!this.#prefixes.delete(prefix)) continue;
      this.#known.clear();
    }
  }

  of(name: string): string | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const colon = name.indexOf(':');
    const isOurs = !this.#namespaced || this.#prefixes.has(name.slice(0, Math.max(0, colon)));
    const local = isOurs ? name.slice(colon + 1) : null;
    // What is remembered is bounded: foreign names can be endlessly many.
    if (this.#known.size < 1_000) this.#known.set(name, local);
    return local;
  }
}

/** A truth attribute as XML Schema writes it. */
export function isSet(attributes: Attributes, name: string): boolean {
  const value = attributes.get(name);
  return value === '1' || value === 'true';
}
