import { HubError, type Clock } from '#base/contracts';
import { expiryStage } from './expiry.js';
import type { Deed, Grant } from './grant.js';

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{1,118}[A-Za-z0-9]$/;
const dateForm = /^\d{4}-\d{2}-\d{2}$/;
const longestText = 300;
const longestValue = 65_536;
const chinaOffset = '+08:00';
const dayMs = 86_400_000;

/** Refuses a name that could not stand in a document or on a command line. */
export function requireName(name: string): void {
  if (nameForm.test(name)) return;
  throw invalid(
    '密钥名称只能用字母、数字、点、横线和下划线，3 至 120 个字符，如 source.370800.zjj.front.url。',
  );
}

/** Refuses an empty or oversized value; the value itself is never quoted. */
export function requireValue(value: string): void {
  if (value === '') throw invalid('没有收到密钥的值：请从标准输入给出。');
  if (Buffer.byteLength(value) > longestValue) throw invalid('密钥的值超过 64 KB，请核对输入。');
  if (value.includes('\0')) throw invalid('密钥的值含有空字符，请核对输入。');
}

/** Refuses a grant that does not say by what, or that ends on a day that does not exist or has passed. */
export function requireGrant({ grantedBy, until }: Pick<Grant, 'grantedBy' | 'until'>, clock: Clock): void {
  requireText('授权依据', grantedBy);
  if (until === null) return;
  const day = new Date(`${until}T00:00:00Z`);
  if (!dateForm.test(until) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== until)
    throw invalid(`有效期“${until}”不是日期，应如 2027-06-30，或写“长期”。`);
  const expiresAt = new Date(Date.parse(`${until}T00:00:00${chinaOffset}`) + dayMs);
  if (expiryStage(expiresAt, clock.now()) === 'expired') throw invalid(`有效期 ${until} 已过，请核对。`);
}

/** Refuses a deed without a doer or a reason. */
export function requireDeed({ by, why }: Deed): void {
  requireText('经办人', by);
  requireText('理由', why);
}

/** A fault of what was asked for. */
export function invalid(sentence: string, facts: Readonly<Record<string, string | number>> = {}): HubError {
  return new HubError('HUB_SECRET_INVALID', sentence, facts);
}

function requireText(what: string, text: string): void {
  if (text.trim() === '') throw invalid(`请写明${what}。`);
  if (text.length > longestText) throw invalid(`${what}不能超过 ${longestText} 个字。`);
}
