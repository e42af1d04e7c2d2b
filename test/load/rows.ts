import { createHash } from 'node:crypto';

const regions = ['370800', '370811', '370881'];
const start = Date.parse('2026-01-05T00:00:00Z');

/** The n-th application of the bench: synthetic, with valid check digits, the same every time. Ten rows share a `MAKETIME`. */
export function loadRow(n: number) {
  const made = new Date(start + Math.floor(n / 10) * 1_000).toISOString().replace('T', ' ').slice(0, 19);
  return {
    PROJID: `08080126${String(n).padStart(9, '0')}`,
    DATAVER: 1,
    ITEM_CODE: 'JN-ZJ-0001',
    IMPLEMENT_CODE: '11370800MB285591843370117002011',
    ITEMVERSION: '3',
    ITEMNAME: '建筑业企业资质认定（施工总承包、专业承包）',
    PROJECTNAME: `示例建筑工程有限公司第${n}号施工总承包二级资质核定申请`,
    PROJECTSTATE: '90',
    INFOTYPE: '2',
    APPLYNAME: `示例建筑工程（济宁）第${n % 977}有限公司`,
    APPLY_CARDTYPE: '001',
    APPLY_CARDTYPENUMBER: '11370800MB28559184',
    CONTACTMAN: `联系人${n % 311}`,
    CONTACTMAN_CARDTYPE: '111',
    TELPHONE: `0537${String(n % 9_999_999).padStart(7, '0')}`,
    POSTCODE: '272000',
    ADDRESS: `山东省济宁市任城区示例街道示例路${n % 500}号示例大厦${n % 30}层`,
    LEGALMAN: `代表${n % 457}`,
    DEPTID: '11370800MB28559184',
    DEPTNAME: '济宁市行政审批服务局',
    RECEIVE_USEID: `u${n % 60}`,
    RECEIVE_NAME: `窗口${n % 60}`,
    RECEIVETIME: made,
    REGION_ID: regions[n % regions.length] ?? '370800',
    DATASTATE: '1',
    CREATE_TIME: made,
    MAKETIME: made,
    ACCEPTLIST: '1:资质申请表,2:企业章程,3:人员清单',
    APPLYFROM: '1',
    CD_OPERATION: 'I',
  };
}

/** Its columns: 30 of PRE_APASINFO, generation B, about 1 KB of JSON a row. */
export const columns = Object.keys(loadRow(0)) as (keyof ReturnType<typeof loadRow>)[];

/** Order-free digest of a set of texts: the sum of the first 48 bits of their SHA-256. */
export function checksum(texts: Iterable<string>): bigint {
  let sum = 0n;
  for (const text of texts)
    sum += BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
  return sum;
}

/** The same digest in SQL over an expression. */
export function checksumSql(expression: string): string {
  return `coalesce(sum(('x' || substr(encode(sha256(convert_to(${expression}, 'UTF8')), 'hex'), 1, 12))::bit(48)::bigint), 0)::text`;
}
