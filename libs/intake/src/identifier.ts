import type { FaultCode, RawRow } from '#base/contracts';
import { isDated, type RowRefusal } from './refused-row.js';

/** The most characters of a case number, or of one field of a key, that a department may push. */
const longestPushed = 200;
/** The most characters of what identifies a row; whatever is longer fits into no index. A refused row is known by its place, which is longer. */
const longestCaseNumber = 400;
const longestKey = 1_000;
/** Control characters (U+0000 among them, which no database and no key can hold) and halves of surrogate pairs. */
const odd = /[\p{Cc}\p{Cs}]/u;
/** The same as they stand in JSON. */
const oddInJson = /\\[bfnrt]|\\u(?:00|d[89a-f])/;

/** Why a text cannot tell a record from others; null for one that can. Nothing is left out of it: two numbers would become one. */
export function wrongIdentifier(text: string): { readonly code: FaultCode; readonly why: string } | null {
  if (text.length > longestPushed) return { code: 'HUB_FIELD_TOO_LONG', why: `超过 ${longestPushed} 个字符` };
  const found = oddIn(text);
  return found === null ? null : { code: 'HUB_RAW_MALFORMED', why: `含有不能用作编号的字符 ${found}` };
}

/** Why a row cannot be told from others, whatever connector read it; null for almost every row, at the cost of a look at its case number and key. */
export function wrongRow({ caseNumber, key, cursorAt }: RawRow): RowRefusal | null {
  const refuse = (why: string): RowRefusal => ({
    code: 'HUB_ROW_REFUSED',
    sentence: `${why}，请部门改正后重新报送`,
  });
  if (caseNumber.length > longestCaseNumber) return refuse(`办件编号超过 ${longestCaseNumber} 个字符`);
  if (key.length > longestKey) return refuse(`主键超过 ${longestKey} 个字符`);
  const inNumber = oddIn(caseNumber);
  if (inNumber !== null) return refuse(`办件编号含有不能用作编号的字符 ${inNumber}`);
  if (key.includes('\\') && oddInJson.test(key)) return refuse('主键含有控制字符或不完整的字符');
  return isDated(cursorAt) ? null : refuse('游标列的时间超出 0001 年至 9999 年');
}

function oddIn(text: string): string | null {
  const found = odd.exec(text)?.[0];
  if (found === undefined) return null;
  return `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
