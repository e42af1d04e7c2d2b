import { BrokenBytes } from './broken-bytes.js';

/** Bytes gathered up to a bound: what would go beyond it throws before memory is taken for it. */
export class ByteSink {
  #bytes: Buffer;
  #length = 0;

  constructor(
    readonly most: number,
    expected: number,
  ) {
    this.#bytes = Buffer.allocUnsafe(Math.min(most, Math.max(expected, 1_024)));
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Appends bytes as they are. */
  put(from: Buffer, start: number, end: number): void {
    if (start < 0 || end > from.length || end < start) throw new BrokenBytes('字面数据超出压缩数据的末尾');
    this.#room(end - start);
    this.#length += from.copy(this.#bytes, this.#length, start, end);
  }

  /** Appends what lies `distance` back, `count` bytes of it; the two may overlap, which repeats a pattern. */
  repeat(distance: number, count: number): void {
    if (distance <= 0 || distance > this.#length) throw new BrokenBytes('回指的位置在数据之前');
    this.#room(count);
    const from = this.#length - distance;
    for (let done = 0; done < count;) {
      const piece = Math.min(this.#length - from, count - done);
      this.#bytes.copyWithin(this.#length, from, from + piece);
      this.#length += piece;
      done += piece;
    }
  }

  #room(count: number): void {
    const wanted = this.#length + count;
    if (wanted > this.most) throw new BrokenBytes(`解压后超过 ${this.most} 字节的上限`);
    if (wanted <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.min(this.most, Math.max(wanted, this.#bytes.length * 2)));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
