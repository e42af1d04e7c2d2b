import { HubError } from '#base/contracts';

/** Where a value is typed or piped in. */
export type ValueInput = AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };

const largest = 128 * 1024;

/** Reads a value to its end, without the line break that ends it. Refuses a terminal, which would show it and keep it in its scroll-back. */
export async function readValue(input: ValueInput, what = '密钥的值'): Promise<string> {
  if (input.isTTY === true)
    throw refused(`${what}不能在终端上明示输入；请从管道或文件给出，如 read -rs V; printf %s "$V" | hub …。`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largest) throw refused(`${what}超过 64 KB，请核对输入。`);
    chunks.push(bytes);
  }
  return textOf(Buffer.concat(chunks)).replace(/\r?\n$/, '');
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('密钥的值不是 UTF-8 文本；二进制密钥请先转成 base64。');
  }
}

function refused(sentence: string): HubError {
  return new HubError('HUB_SECRET_INVALID', sentence);
}
