/** A text longer than this is no cell's: Excel itself holds 32 767 letters. */
export const longestText = 1_000_000;

/**
 * Collects the text of a string item (ECMA-376 part 1 §18.4.8 `si`, §18.3.1.53 `is`): its `t`, or the `t` of its runs one after the other.
 * Phonetic guides (`rPh`, §18.4.6) say how it is pronounced and are no part of it.
 */
export class StringItem {
  #text = '';
  #guides = 0;
  #inText = false;
  #long = false;

  begin(): void {
    this.#text = '';
    this.#guides = 0;
    this.#inText = false;
    this.#long = false;
  }

  open(name: string): void {
    if (name === 'rPh') this.#guides += 1;
    this.#inText = name === 't' && this.#guides === 0;
  }

  text(text: string): void {
    if (!this.#inText || this.#long) return;
    this.#text += text;
    if (this.#text.length > longestText) {
      this.#long = true;
      this.#text = '';
    }
  }

  close(name: string): void {
    if (name === 'rPh') this.#guides -= 1;
    if (name === 't') this.#inText = false;
  }

  /** The text; null for one that is too long. */
  end(): string | null {
    return this.#long ? null : unescaped(this.#text);
  }
}

const escape = /_x([0-9A-Fa-f]{4})_/g;

/** A text with its `_xHHHH_` escapes resolved (ECMA-376 part 1 §22.9.2.19 ST_Xstring). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(escape, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
