import { readFile, stat } from 'node:fs/promises';

/** A file's text without a byte-order mark, or why there is none, as a Chinese clause. Line and column count from 1. */
export type ReadText =
  | { readonly text: string }
  | { readonly reason: string; readonly line: number | null; readonly column: number | null };

/** More than any list of a province needs; a larger file is another thing under this name. */
const mostBytes = 4 * 1024 * 1024;

/** Reads a small UTF-8 file that a person wrote. A folder, a pipe, a file of another encoding or size is refused with the reason. */
export async function readTextFile(path: string): Promise<ReadText> {
  try {
    // Asked before it is opened: opening a pipe would wait for its writer for ever.
    const stats = await stat(path);
    if (!stats.isFile()) return whole(stats.isDirectory() ? '是文件夹，应为文件' : '不是普通文件');
    if (stats.size > mostBytes)
      return whole(`大小 ${Math.ceil(stats.size / 1024 / 1024)} MB，超过上限 4 MB，请核对是否放错了文件`);
    return textOf(await readFile(path));
  } catch (thrown) {
    const code =
      typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '原因未知';
    return whole(code === 'EACCES' ? '没有读取权限' : `打不开（${code}），请核对文件是否存在、可读`);
  }
}

function textOf(bytes: Buffer): ReadText {
  if (bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))) return whole(encoded('UTF-16'));
  if (bytes.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))) return whole(encoded('UTF-16'));
  const at = firstForeign(bytes);
  if (at !== null) return { reason: encoded(isChinese(bytes) ? 'GBK/GB18030' : '其他'), ...at };
  // The decoder leaves out a byte-order mark, which Windows editors put before UTF-8.
  const text = new TextDecoder().decode(bytes);
  const nul = text.indexOf('\0');
  if (nul !== -1) return { reason: '含有空字符（NUL），不是文本文件', ...positionAt(text, nul) };
  return text.trim() === '' ? whole('是空文件，请写上内容或删去该文件') : { text };
}

/** The first line that is no UTF-8. A line feed is never part of another character there. */
function firstForeign(bytes: Buffer): { readonly line: number; readonly column: number } | null {
  if (decodes(bytes, 'utf-8')) return null;
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const piece = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!decodes(piece, 'utf-8')) return { line, column: firstOdd(piece) };
    if (end === -1) return { line, column: 1 };
    start = end + 1;
  }
}

/** The column of the first character that could not be decoded. */
function firstOdd(piece: Buffer): number {
  const at = new TextDecoder('utf-8').decode(piece).indexOf('\uFFFD');
  return at === -1 ? 1 : at + 1;
}

function decodes(bytes: Buffer, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isChinese(bytes: Buffer): boolean {
  return decodes(bytes, 'gb18030');
}

function encoded(name: string): string {
  return `是 ${name} 编码，应为 UTF-8，请另存为 UTF-8`;
}

function positionAt(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

function whole(reason: string): ReadText {
  return { reason, line: null, column: null };
}
