import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { codeOf } from './faults.js';
import type { FamilySettings } from './settings.js';

type Encoding = Exclude<FamilySettings['encoding'], 'auto'>;

/** The encoding of a file, and whether every byte is valid in it; or why there is none. */
export type Verdict = { readonly encoding: Encoding; readonly sound: boolean } | { readonly refusal: string };

const sniffedBytes = 65_536;
/** Where more than this part of what is not ASCII cannot be decoded, the file is in another encoding, and not one with odd lines. */
const mostOdd = 0.2;

/**
 * Finds the encoding of a file. A byte-order mark decides; else the declared encoding, else UTF-16 where the line ends are, else UTF-8, else
 * GB18030. Where no byte but those of a few lines is wrong, the file is not sound: decoded, those letters become U+FFFD, and their rows are refused.
 */
export async function detectEncoding(path: string, declared: FamilySettings['encoding']): Promise<Verdict> {
  const head = await readHead(path);
  const marked = byMark(head);
  if (marked !== null && declared !== 'auto' && declared !== marked) {
    return { refusal: `文件带有 ${marked} 的字节序标记，与约定的编码 ${declared} 不符` };
  }
  const candidates = marked !== null ? [marked] : declared === 'auto' ? guesses(head) : [declared];
  for (const encoding of candidates) {
    if (await isValid(path, encoding)) return { encoding, sound: true };
    // A text in UTF-8 with one odd line may well be valid GB18030, as nonsense: the encoding that nearly all of it is in comes first.
    if ((await oddShare(path, encoding)) <= mostOdd) return { encoding, sound: false };
  }
  return { refusal: `文件内容不是有效的 ${candidates.join(' 或 ')} 编码，为免乱码整个文件未读` };
}

/** The text of a file in pieces, without its byte-order mark. */
export async function* decodeFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: sniffedBytes })) {
    const text = decoder.decode(chunk as Buffer, { stream: true });
    if (text !== '') yield text;
  }
  yield decoder.decode();
}

/** Which part of a file's letters beyond ASCII cannot be decoded. */
async function oddShare(path: string, encoding: Encoding): Promise<number> {
  let [odd, all] = [0, 1];
  for await (const text of decodeFile(path, encoding)) {
    all += text.replaceAll(/\p{ASCII}+/gu, '').length;
    odd += text.split('\uFFFD').length - 1;
  }
  return odd / all;
}

async function isValid(path: string, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: sniffedBytes }))
      decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
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

const signs: readonly number[] = [0x0a, 0x2c, 0x09, 0x22, 0x3c, 0x7b];

/**
 * Line ends, delimiters and brackets have their zero byte on one side of the pair in UTF-16, whatever stands beside them; a single zero byte in a
 * text of eight bits (a NUL that slipped into a value) has none of them beside it.
 */
function guesses(head: Buffer): readonly Encoding[] {
  const found = { little: 0, big: 0, plain: 0 };
  for (let at = 0; at < head.length; at += 1) {
    if (!signs.includes(head[at] ?? 0)) continue;
    if (at % 2 === 0 && head[at + 1] === 0) found.little += 1;
    else if (at % 2 === 1 && head[at - 1] === 0) found.big += 1;
    else found.plain += 1;
  }
  if (found.little > found.plain + found.big) return ['utf-16le'];
  return found.big > found.plain + found.little ? ['utf-16be'] : ['utf-8', 'gb18030'];
}
