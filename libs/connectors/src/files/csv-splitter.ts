import type { TableRow } from './source-line.js';

const quote = '"';
/** A record longer than this is an unclosed quote, not a record. */
const longestRecord = 4_000_000;

/**
 * Splits a CSV or TSV text that comes in pieces into rows, with the line on which each ends. A quoted value may hold delimiters, line ends and
 * doubled quotes; a quote inside an unquoted value is a letter. Looks for whole spans, since looking at every letter costs ten times as much.
 */
export class CsvSplitter {
  readonly #delimiter: string;
  #lineEnd: '\n' | '\r' | null = null;
  #text = '';
  #at = 0;
  #isLast = false;
  #lines = 0;
  /** Line ends inside the record at hand. */
  #inner = 0;
  /** Whether the record at hand goes on beyond the text. */
  #short = false;
  #nextDelimiter = -1;
  #nextLineEnd = -1;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The line from which on the text makes no sense; null while it does. */
  get brokenAt(): number | null {
    const tooLong = this.#text.length - this.#at > longestRecord;
    return this.#short && (this.#isLast || tooLong) ? this.#lines + 1 : null;
  }

  /** The rows that end in this piece of the text, or with it when it is the last. */
  take(piece: string, isLast: boolean): readonly TableRow[] {
    this.#text = this.#text.slice(this.#at) + piece;
    this.#at = 0;
    this.#isLast = isLast;
    this.#short = false;
    this.#nextDelimiter = -1;
    this.#nextLineEnd = -1;
    this.#lineEnd ??= lineEndOf(this.#text, isLast);
    const rows: TableRow[] = [];
    while (this.#at < this.#text.length) {
      const row = this.#row();
      if (row === null) break;
      if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
    }
    return rows;
  }

  /** Null, and nothing moved, where the record goes on beyond the text. */
  #row(): TableRow | null {
    const start = this.#at;
    const cells: string[] = [];
    this.#inner = 0;
    for (;;) {
      const cell = this.#text[this.#at] === quote ? this.#quoted() : this.#plain(this.#at, '');
      if (this.#short) {
        this.#at = start;
        return null;
      }
      cells.push(cell);
      const ended = this.#text[this.#at] !== this.#delimiter;
      this.#at += 1;
      if (!ended) continue;
      this.#lines += this.#inner + 1;
      return { place: this.#lines, cells };
    }
  }

  /** A value up to the next delimiter or line end; `head` is what was read of it already. */
  #plain(from: number, head: string): string {
    const delimiter = this.#delimiterFrom(from);
    const lineEnd = this.#lineEndFrom(from);
    const end = Math.min(delimiter, lineEnd, this.#text.length);
    if (end === this.#text.length && !this.#isLast) this.#short = true;
    this.#at = end;
    const closing = end !== delimiter && end > from && this.#text[end - 1] === '\r' ? end - 1 : end;
    return head + this.#text.slice(from, closing);
  }

  #quoted(): string {
    let value = '';
    const start = this.#at;
    for (let from = this.#at + 1; ;) {
      const close = this.#text.indexOf(quote, from);
      if (close === -1) {
        this.#short = true;
        return '';
      }
      value += this.#text.slice(from, close);
      const after = this.#afterQuote(close + 1);
      if (after === 'quote') {
        value += quote;
        from = close + 2;
        continue;
      }
      if (this.#lineEndFrom(start) < close) this.#inner += value.split(this.#lineEnd ?? '\n').length - 1;
      // Not the end of the value: the quotes were letters of it.
      return after === 'end' ? value : this.#plain(close + 1, `"${value}"`);
    }
  }

  /** What follows a quote, and moves to the value's end where it is one. */
  #afterQuote(at: number): 'quote' | 'end' | 'letter' {
    const next = this.#text[at];
    if (next === quote) return 'quote';
    const isReturn = next === '\r' && this.#lineEnd !== '\r';
    const end = isReturn ? at + 1 : at;
    if (end >= this.#text.length) this.#short = !this.#isLast;
    else if (this.#text[end] !== this.#lineEnd && (isReturn || next !== this.#delimiter)) return 'letter';
    this.#at = end;
    return 'end';
  }

  #delimiterFrom(at: number): number {
    if (this.#nextDelimiter < at) this.#nextDelimiter = this.#place(this.#delimiter, at);
    return this.#nextDelimiter;
  }

  #lineEndFrom(at: number): number {
    if (this.#nextLineEnd < at) this.#nextLineEnd = this.#place(this.#lineEnd ?? '\n', at);
    return this.#nextLineEnd;
  }

  #place(sought: string, at: number): number {
    const place = this.#text.indexOf(sought, at);
    return place === -1 ? Infinity : place;
  }
}

/** Lines end with a line feed, a carriage return before it or not; in texts of old machines, which have none, with the carriage return. */
function lineEndOf(text: string, isLast: boolean): '\n' | '\r' | null {
  if (text.includes('\n')) return '\n';
  const place = text.indexOf('\r');
  return place === -1 || (place === text.length - 1 && !isLast) ? null : '\r';
}
