import { BrokenWorkbook } from './broken-workbook.js';

/** The text of a part: UTF-8, or UTF-16 by its mark or its first letter (ECMA-376 part 2 §6.1.4 allows no other); never with a replaced letter. */
export async function* partText(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let head = Buffer.alloc(0);
  try {
    for await (const piece of bytes) {
      if (decoder !== null) {
        yield decoder.decode(piece, { stream: true });
        continue;
      }
      head = Buffer.concat([head, piece]);
      if (head.length < 4) continue;
      decoder = new TextDecoder(encodingOf(head), { fatal: true });
      yield decoder.decode(head, { stream: true });
    }
    yield decoder === null ? new TextDecoder('utf-8', { fatal: true }).decode(head) : decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new BrokenWorkbook(1, '工作簿内的文字不是有效的 UTF-8 或 UTF-16，请另存后重报');
    throw cause;
  }
}

function encodingOf(head: Buffer): string {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0)) return 'utf-16le';
  return (head[0] === 0xfe && head[1] === 0xff) || (head[0] === 0 && head[1] === 0x3c) ? 'utf-16be' : 'utf-8';
}
