import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from './secret-text.js';

// The least that OWASP recommends for argon2id: 19 MiB, two passes, one lane.
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const saltBytes = 16;
const tagLength = 32;
const derive = promisify(argon2);

/** A password as it is kept: argon2id in PHC text, with a salt of its own. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const nonce = random(saltBytes);
  const tag = await derive('argon2id', { message: password, nonce, tagLength, ...cost });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(nonce)}$${plain(tag)}`;
}

const kept = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

/** Whether this is the password that was kept, at the cost it was kept with. */
export async function isPassword(password: string, text: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = kept.exec(text) ?? [];
  if (memory === undefined) return false;
  const expected = Buffer.from(tag, 'base64');
  const found = await derive('argon2id', {
    message: password,
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(found, expected);
}

const shortest = 10;
const longest = 200;
const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** Why a password is not good enough, in one sentence; null when it is (等保 2.0: length and three kinds of characters). */
export function passwordProblem(password: string, account: string): string | null {
  if (password.length < shortest || password.length > longest)
    return `口令应为 ${shortest} 至 ${longest} 个字符。`;
  if (classes.filter((each) => each.test(password)).length < 3)
    return '口令应含大写字母、小写字母、数字、符号中的至少三种。';
  if (password.toLowerCase().includes(account.toLowerCase())) return '口令不应含有账号名。';
  return null;
}

/** A first password that passes the rules, to be shown once. */
export function firstPassword(random: Random): string {
  return `Aa1-${random(12).toString('base64url')}`;
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
