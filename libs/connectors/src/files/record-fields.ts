import type { HeadingMap } from './headings.js';
import { named, refused } from './named-values.js';
import type { Cell, SourceLine } from './source-line.js';

const longestValue = 1_000_000;
const mostValues = 10_000;
const tooLong: Cell = { lost: '长得不合常理，请核对内容后重报' };

/** One element below a record that is open: its path, the text read of it, whether it is marked as having no value, and what is inside. */
interface OpenElement {
  readonly path: string;
  text: string;
  long: boolean;
  nil: boolean;
  parent: boolean;
}

/** Collects what one record element says: its attributes, and the elements below it that have no elements of their own. */
export class RecordFields {
  readonly #headings: HeadingMap;
  readonly #values: [string, Cell][] = [];
  readonly #open: OpenElement[] = [elementOf('')];
  #mixed: string | null = null;
  #letters = 0;

  constructor(headings: HeadingMap) {
    this.#headings = headings;
  }

  /** Whether a record says more than any does. */
  get isEndless(): boolean {
    return this.#values.length > mostValues || this.#letters > 4 * longestValue;
  }

  open(name: string): void {
    const here = this.#here();
    here.parent = true;
    this.#open.push(elementOf(here.path === '' ? name : `${here.path}/${name}`));
  }

  /** An attribute of the element opened last. Declarations of namespaces and schemas are none of the record's. */
  attribute(name: string, value: string): void {
    const here = this.#here();
    if (name === 'xsi:nil') here.nil = value === 'true' || value === '1';
    if (/^(xmlns$|xmlns:|xsi:|xml:)/.test(name)) return;
    this.#letters += value.length;
    this.#give(here.path === '' ? `@${name}` : `${here.path}/@${name}`, value);
  }

  text(text: string): void {
    const here = this.#here();
    this.#letters += text.length;
    if (here.long || this.isEndless) return;
    here.text += text;
    if (here.text.length > longestValue) Object.assign(here, { long: true, text: '' });
  }

  /** Closes an element; false when it was the record itself. */
  close(_name: string): boolean {
    const [last] = this.#open.splice(-1);
    if (last === undefined) return false;
    const text = last.text.trim();
    if (last.parent && text !== '') this.#mixed ??= last.path;
    if (this.#open.length === 0) return false;
    if (!last.parent) this.#give(last.path, last.nil ? null : last.long ? tooLong : text);
    return true;
  }

  /** The record as a line; one in which text stands between elements has no place for it and is refused. */
  end(place: number): SourceLine {
    if (this.#mixed === null) return named(place, this.#values, this.#headings);
    const where = this.#mixed === '' ? '记录' : `元素“${this.#mixed.slice(0, 60)}”`;
    return refused(place, `${where}里文字与子元素混排，不知文字属于哪个字段，请部门改正后重新报送`);
  }

  #here(): OpenElement {
    return this.#open.at(-1) ?? elementOf('');
  }

  /** Headings may be written with the prefixes of the document or without. */
  #give(path: string, value: Cell): void {
    const known = this.#headings.fieldOf(path) !== undefined;
    this.#values.push([known ? path : path.replaceAll(/(^|\/|@)[^/@:]+:/g, '$1'), value]);
  }
}

function elementOf(path: string): OpenElement {
  return { path, text: '', long: false, nil: false, parent: false };
}
