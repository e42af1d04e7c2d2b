import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { codeOf } from './faults.js';
import type { FamilySettings } from './settings.js';

type Encoding = Exclude<FamilySettings['encoding'], 'auto'>;

/** The encoding a whole file was proven to be in, or why it is none. */
export type Verdict = { readonly encoding: Encoding } | { readonly refusal: string };

const sniffedBytes = 65_536;

/**
 * Finds the encoding in which every byte of a file is valid. A byte-order mark decides; else the declared encoding, else UTF-16 where there
 * are zero bytes, else UTF-8, else GB18030. Never decodes with a replacement character.
 */
export async function detectEncoding(path: string, declared: FamilySettings['encoding']): Promise<Verdict> {
  const head = await readHead(path);
  const marked = byMark(head);
  if (marked !== null && declared !== 'auto' && declared !== marked) {
    return { refusal: `文件带有 ${marked} 的字节序标记，与约定的编码 ${declared} 不符` };
  }
  const candidates = marked !== null ? [marked] : declared === 'auto' ? guesses(head) : [declared];
  for (const encoding of candidates) if (await isValid(path, encoding)) return { encoding };
  return { refusal: `文件内容不是有效的 ${candidates.join(' 或 ')} 编码，为免乱码整个文件未读` };
}

/** The text of a file in pieces, without its byte-order mark. */
export async function* decodeFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of createReadStream(path, { highWaterMark: sniffedBytes })) {
    const text = decoder.decode(chunk as Buffer, { stream: true });
    if (text !== '') yield text;
  }
  yield decoder.decode();
}

async function isValid(path: string, encoding: Encoding): Promise<boolean> {
  try {
    for await (const text of decodeFile(path, encoding)) if (text.includes('\0')) return false;
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw cause;
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function byMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

/** Delimiters and digits have their zero byte on one side of the pair; a Chinese character such as 一 (4E00) may have one on the other. */
function guesses(head: Buffer): readonly Encoding[] {
  const zeros = [0, 0];
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1))
    zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return ['utf-8', 'gb18030'];
  return [odd > even ? 'utf-16le' : 'utf-16be'];
}
